import { catalogue } from '../languages/texts.ts';

/** The mark of an article whose publisher said neither title nor address. */
export const articleTitleTexts = catalogue(
  {
    unconfirmed: 'unconfirmed',
    unconfirmedWhy: 'A reader’s page called itself so. The publisher has not confirmed it.',
  },
  {
    de: {
      unconfirmed: 'unbestätigt',
      unconfirmedWhy: 'So nannte sich die Seite eines Lesers. Der Verlag hat es nicht bestätigt.',
    },
    ar: {
      unconfirmed: 'غير مؤكد',
      unconfirmedWhy: 'هكذا سمّت صفحة أحد القراء نفسها، ولم يؤكده الناشر.',
    },
  },
);
