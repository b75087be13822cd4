import { catalogue } from '../../languages/texts';

export const mineTexts = catalogue(
  {
    title: 'My decisions',
    empty: 'You have not decided anything yet',
    emptyWhy: 'What you decide stands here, and can be taken back later, too.',
    takenBack: 'Taken back',
    isNow: 'now: {status}',
    undoOne: ': “{excerpt}”',
    gone: 'Its text is gone',
    noAccess: 'You no longer have access to its text',
    more: 'Earlier decisions',
  },
  {
    de: {
      title: 'Meine Entscheidungen',
      empty: 'Sie haben noch nichts entschieden',
      emptyWhy: 'Was Sie entscheiden, steht hier und lässt sich auch später zurücknehmen.',
      takenBack: 'Zurückgenommen',
      isNow: 'jetzt: {status}',
      undoOne: ': „{excerpt}“',
      gone: 'Der Text ist weg',
      noAccess: 'Sie haben keinen Zugriff mehr auf den Text',
      more: 'Frühere Entscheidungen',
    },
    ar: {
      title: 'قراراتي',
      empty: 'لم تتخذ أي قرار بعد',
      emptyWhy: 'ما تقرره يظهر هنا، ويمكن التراجع عنه لاحقًا أيضًا.',
      takenBack: 'تم التراجع عنه',
      isNow: 'الآن: {status}',
      undoOne: ': «{excerpt}»',
      gone: 'لم يعد نصه موجودًا',
      noAccess: 'لم تعد لديك صلاحية الاطلاع على نصه',
      more: 'قرارات أقدم',
    },
  },
);
