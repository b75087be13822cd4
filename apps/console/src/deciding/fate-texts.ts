import { catalogue } from '../languages/texts.ts';

/** Texts about a comment that changed before the moderator's decision. */
export const fateTexts = catalogue(
  {
    fates: {
      approve: 'Approved by {name}',
      reject: 'Rejected by {name}',
      escalate: 'Escalated by {name}',
      reopen: 'Reopened by {name}',
      undo: 'Decision undone by {name}',
      edited: 'Edited by its author',
      withdrawn: 'Deleted by its author',
      reported: 'Reported by a reader',
      held: 'Held by the rules',
      posted: 'Posted',
    },
    another: 'another moderator',
    lostTo: 'Under review by {name}',
    gone: 'No longer waiting',
  },
  {
    de: {
      fates: {
        approve: '{name} hat ihn freigegeben',
        reject: '{name} hat ihn abgelehnt',
        escalate: '{name} hat ihn eskaliert',
        reopen: '{name} hat ihn wieder geöffnet',
        undo: '{name} hat eine Entscheidung zurückgenommen',
        edited: 'Der Text wurde bearbeitet',
        withdrawn: 'Von der Autorin oder dem Autor gelöscht',
        reported: 'Er wurde gemeldet',
        held: 'Von den Regeln zurückgehalten',
        posted: 'Er wurde gesendet',
      },
      another: 'Jemand anderes',
      lostTo: '{name} prüft ihn gerade',
      gone: 'Nicht mehr in der Warteschlange',
    },
    ar: {
      fates: {
        approve: 'وافق عليه {name}',
        reject: 'رفضه {name}',
        escalate: 'صعّده {name}',
        reopen: 'أعاد فتحه {name}',
        undo: 'تراجع {name} عن قرار',
        edited: 'عدّله كاتبه',
        withdrawn: 'حذفه كاتبه',
        reported: 'بلّغ عنه قارئ',
        held: 'احتجزته القواعد',
        posted: 'نُشر',
      },
      another: 'مشرف آخر',
      lostTo: '{name} يراجعه الآن',
      gone: 'لم يعد ينتظر',
    },
  },
);

export type FateTexts = (typeof fateTexts)['en'];
