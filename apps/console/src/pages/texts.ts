import { catalogue } from '../languages/texts';

/** What several pages say. */
export const pagesTexts = catalogue(
  {
    more: 'Load more',
    updating: 'Updating…',
    saved: 'Saved.',
    saving: 'Saving…',
    noName: 'Name not known',
    noText: 'The text is gone.',
    untitled: 'Without a title',
    by: '{decided} by {name}',
    byFor: '{decided} by {name}: {reason}',
    somebody: 'somebody',
    erasedPerson: 'Erased person',
    modes: {
      post: 'After they are published',
      pre: 'Before they are published',
      auto: 'When the rules doubt',
    },
    all: 'All',
    inQueue: { pending: 'Held', reported: 'Reported', escalated: 'Escalated' },
  },
  {
    de: {
      more: 'Mehr laden',
      updating: 'Wird erneuert …',
      saved: 'Gespeichert.',
      saving: 'Wird gespeichert …',
      noName: 'Name nicht bekannt',
      noText: 'Den Text gibt es nicht mehr.',
      untitled: 'Ohne Titel',
      by: '{decided} von {name}',
      byFor: '{decided} von {name}: {reason}',
      somebody: 'jemandem',
      erasedPerson: 'Gelöschte Person',
      modes: {
        post: 'Nach dem Veröffentlichen',
        pre: 'Vor dem Veröffentlichen',
        auto: 'Wenn die Regeln zweifeln',
      },
      all: 'Alle',
      inQueue: { pending: 'Zurückgehalten', reported: 'Gemeldet', escalated: 'Weitergereicht' },
    },
    ar: {
      more: 'تحميل المزيد',
      updating: 'جارٍ التحديث…',
      saved: 'حُفظ.',
      saving: 'جارٍ الحفظ…',
      noName: 'الاسم غير معروف',
      noText: 'لم يعد النص موجودًا.',
      untitled: 'بلا عنوان',
      by: '{decided} بواسطة {name}',
      byFor: '{decided} بواسطة {name}: {reason}',
      somebody: 'شخص ما',
      erasedPerson: 'شخص مُحي',
      modes: {
        post: 'بعد النشر',
        pre: 'قبل النشر',
        auto: 'حين تشك القواعد',
      },
      all: 'الكل',
      inQueue: { pending: 'محتجز', reported: 'مبلّغ عنه', escalated: 'مصعّد' },
    },
  },
);
export type PagesTexts = (typeof pagesTexts)['en'];
