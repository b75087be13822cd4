import { catalogue } from '../languages/texts.ts';

/** What became of a comment before one's own decision. */
export const fateTexts = catalogue(
  {
    fates: {
      approve: 'Approved by {name}',
      reject: 'Rejected by {name}',
      escalate: 'Escalated by {name}',
      reopen: 'Reopened by {name}',
      undo: '{name} took a decision back',
      edited: 'Its author changed it',
      withdrawn: 'Its author deleted it',
      reported: 'A reader reported it',
      held: 'It was held',
      posted: 'It was posted',
    },
    another: 'another moderator',
    lostTo: '{name} is looking at it now',
    gone: 'It does not wait any more',
  },
  {
    de: {
      fates: {
        approve: 'Von {name} freigegeben',
        reject: 'Von {name} abgelehnt',
        escalate: 'Von {name} weitergereicht',
        reopen: 'Von {name} wieder geöffnet',
        undo: '{name} hat eine Entscheidung zurückgenommen',
        edited: 'Er wurde geändert',
        withdrawn: 'Er wurde von der Person selbst gelöscht',
        reported: 'Er wurde gemeldet',
        held: 'Er wurde zurückgehalten',
        posted: 'Er wurde geschrieben',
      },
      another: 'jemand anderem',
      lostTo: '{name} sieht ihn gerade an',
      gone: 'Er wartet nicht mehr',
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
        held: 'احتُجز',
        posted: 'نُشر',
      },
      another: 'مشرف آخر',
      lostTo: '{name} ينظر فيه الآن',
      gone: 'لم يعد ينتظر',
    },
  },
);

export type FateTexts = (typeof fateTexts)['en'];
