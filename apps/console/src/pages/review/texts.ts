import { catalogue } from '../../languages/texts.ts';

export const reviewTexts = catalogue(
  {
    title: { pending: 'Held comments', reported: 'Reported comments', escalated: 'Escalated comments' },
    cards: 'Cards',
    list: 'List',
    position: 'Card {at} of {held} · {waiting} waiting',
    skip: 'Skip',
    emptyTitle: { pending: 'No held comments', reported: 'No reported comments', escalated: 'No escalated comments' },
    emptyClaimed:
      'Colleagues are reviewing every comment in this queue. If they leave one, it appears here automatically.',
    lastWorked: 'Last decision in this queue: {ago}.',
    neverWorked: 'No decisions in this queue yet.',
    comesLive: 'New comments appear here automatically.',
    next: 'Next card',
    away: 'You are inactive. Colleagues can take your cards until you return.',
    back: 'You are back. You still have all your cards.',
    backWithout: {
      one: 'You are back. A colleague took # card.',
      other: 'You are back. Colleagues took # cards.',
    },
  },
  {
    de: {
      title: {
        pending: 'Zurückgehaltene Kommentare',
        reported: 'Gemeldete Kommentare',
        escalated: 'Eskalierte Kommentare',
      },
      cards: 'Karten',
      list: 'Liste',
      position: 'Karte {at} von {held} · {waiting} wartend',
      skip: 'Überspringen',
      emptyTitle: {
        pending: 'Keine zurückgehaltenen Kommentare',
        reported: 'Keine gemeldeten Kommentare',
        escalated: 'Keine eskalierten Kommentare',
      },
      emptyClaimed:
        'Alle Kommentare in dieser Warteschlange werden gerade von anderen geprüft. Wird einer wieder frei, erscheint er hier automatisch.',
      lastWorked: 'Letzte Entscheidung in dieser Warteschlange: {ago}.',
      neverWorked: 'In dieser Warteschlange gibt es noch keine Entscheidungen.',
      comesLive: 'Neue Kommentare erscheinen hier automatisch.',
      next: 'Nächste Karte',
      away: 'Sie sind inaktiv. Bis Sie zurück sind, können andere Ihre Karten übernehmen.',
      back: 'Sie sind zurück. Sie haben noch alle Karten.',
      backWithout: {
        one: 'Sie sind zurück. # Karte wurde inzwischen übernommen.',
        other: 'Sie sind zurück. # Karten wurden inzwischen übernommen.',
      },
    },
    ar: {
      title: { pending: 'التعليقات المحتجزة', reported: 'التعليقات المبلّغ عنها', escalated: 'التعليقات المصعّدة' },
      cards: 'بطاقات',
      list: 'قائمة',
      position: 'البطاقة {at} من {held} · المنتظرة: {waiting}',
      skip: 'تخطٍّ',
      emptyTitle: { pending: 'لا تعليقات محتجزة', reported: 'لا تعليقات مبلّغ عنها', escalated: 'لا تعليقات مصعّدة' },
      emptyClaimed: 'يراجع الزملاء كل تعليقات هذا الطابور. ما يتركونه يظهر هنا تلقائيًا.',
      lastWorked: 'آخر قرار في هذا الطابور: {ago}.',
      neverWorked: 'لا قرارات في هذا الطابور بعد.',
      comesLive: 'تظهر التعليقات الجديدة هنا تلقائيًا.',
      next: 'البطاقة التالية',
      away: 'أنت غير نشط. يمكن للزملاء أخذ بطاقاتك إلى أن تعود.',
      back: 'لقد عدت. ما زالت كل بطاقاتك لديك.',
      backWithout: {
        zero: 'عدت. لم تُؤخذ أي بطاقة في غيابك.',
        one: 'عدت. أخذ زميل بطاقة واحدة في غيابك.',
        two: 'عدت. أخذ زملاء بطاقتين في غيابك.',
        few: 'عدت. أخذ زملاء # بطاقات في غيابك.',
        many: 'عدت. أخذ زملاء # بطاقة في غيابك.',
        other: 'عدت. أخذ زملاء # بطاقة في غيابك.',
      },
    },
  },
);
