import { catalogue } from '../languages/texts.ts';

/** The dialog for notes. */
export const noteTexts = catalogue(
  {
    noteTitle: 'A note for colleagues',
    note: 'Note',
    noteHint: 'It stands in the comment’s history. Its author never sees it.',
    noted: 'The note is kept.',
    addNote: 'Add note',
  },
  {
    de: {
      noteTitle: 'Eine Notiz für das Team',
      note: 'Notiz',
      noteHint: 'Sie steht im Verlauf des Kommentars. Wer ihn schrieb, sieht sie nie.',
      noted: 'Die Notiz ist vermerkt.',
      addNote: 'Notiz hinzufügen',
    },
    ar: {
      noteTitle: 'ملاحظة للزملاء',
      note: 'ملاحظة',
      noteHint: 'تظهر في سجل التعليق. كاتبه لا يراها أبدًا.',
      noted: 'حُفظت الملاحظة.',
      addNote: 'إضافة ملاحظة',
    },
  },
);
