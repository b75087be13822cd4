import { catalogue } from '../languages/texts.ts';

/** The mark of an article whose title and address the publisher has not sent. */
export const articleTitleTexts = catalogue(
  {
    unconfirmed: 'unconfirmed',
    unconfirmedWhy: 'This title comes from a reader’s browser. The publisher has not confirmed it.',
  },
  {
    de: {
      unconfirmed: 'unbestätigt',
      unconfirmedWhy:
        'Dieser Titel stammt aus dem Browser einer Leserin oder eines Lesers. Der Verlag hat ihn nicht bestätigt.',
    },
    ar: {
      unconfirmed: 'غير مؤكد',
      unconfirmedWhy: 'هذا العنوان من متصفح أحد القراء، ولم يؤكده الناشر.',
    },
  },
);
