import { catalogue } from '../languages/texts.ts';

/** The dialog for notes. */
export const noteTexts = catalogue(
  {
    noteTitle: 'Note for colleagues',
    note: 'Note',
    noteHint: 'Moderators see it in the comment’s history. The author never sees it.',
    noted: 'Note saved.',
    addNote: 'Add note',
  },
  {
    de: {
      noteTitle: 'Notiz für das Team',
      note: 'Notiz',
      noteHint: 'Die Moderation sieht sie im Verlauf des Kommentars, die Autorin oder der Autor nie.',
      noted: 'Notiz gespeichert.',
      addNote: 'Notiz hinzufügen',
    },
    ar: {
      noteTitle: 'ملاحظة للزملاء',
      note: 'ملاحظة',
      noteHint: 'يراها المشرفون في سجل التعليق، ولا يراها كاتبه أبدًا.',
      noted: 'حُفظت الملاحظة.',
      addNote: 'إضافة ملاحظة',
    },
  },
);
