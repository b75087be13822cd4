import { catalogue } from '../../languages/texts';

export const reviewTexts = catalogue(
  {
    title: { pending: 'Held comments', reported: 'Reported comments', escalated: 'Escalated comments' },
    cards: 'Cards',
    list: 'List',
    position: 'Card {at} of {held} in your hand · {waiting} wait',
    skip: 'Skip',
    emptyTitle: { pending: 'Nothing is held', reported: 'Nothing is reported', escalated: 'Nothing is escalated' },
    emptyClaimed: 'Colleagues are looking at everything that waits here. What they leave comes to you by itself.',
    lastWorked: 'The last decision here was {ago}.',
    neverWorked: 'Nobody has decided anything here yet.',
    comesLive: 'New comments appear here by themselves.',
    next: 'Next card',
  },
  {
    de: {
      title: {
        pending: 'Zurückgehaltene Kommentare',
        reported: 'Gemeldete Kommentare',
        escalated: 'Weitergereichte Kommentare',
      },
      cards: 'Karten',
      list: 'Liste',
      position: 'Karte {at} von {held} in Ihrer Hand · {waiting} warten',
      skip: 'Überspringen',
      emptyTitle: {
        pending: 'Nichts wird zurückgehalten',
        reported: 'Nichts ist gemeldet',
        escalated: 'Nichts ist weitergereicht',
      },
      emptyClaimed: 'Alles, was hier wartet, sieht gerade jemand aus dem Team an. Was übrig bleibt, kommt von selbst.',
      lastWorked: 'Die letzte Entscheidung hier fiel {ago}.',
      neverWorked: 'Hier hat noch niemand etwas entschieden.',
      comesLive: 'Neue Kommentare erscheinen hier von selbst.',
      next: 'Nächste Karte',
    },
    ar: {
      title: { pending: 'التعليقات المحتجزة', reported: 'التعليقات المبلّغ عنها', escalated: 'التعليقات المصعّدة' },
      cards: 'بطاقات',
      list: 'قائمة',
      position: 'البطاقة {at} من {held} بين يديك · {waiting} في الانتظار',
      skip: 'تخطٍّ',
      emptyTitle: { pending: 'لا شيء محتجز', reported: 'لا شيء مبلّغ عنه', escalated: 'لا شيء مصعّد' },
      emptyClaimed: 'ينظر الزملاء الآن في كل ما ينتظر هنا. ما يتركونه يصل إليك تلقائيًا.',
      lastWorked: 'آخر قرار هنا كان {ago}.',
      neverWorked: 'لم يُتخذ هنا أي قرار بعد.',
      comesLive: 'تظهر التعليقات الجديدة هنا تلقائيًا.',
      next: 'البطاقة التالية',
    },
  },
);
