import { isUndo } from './decisions.ts';
import { onRecordAfter } from './on-record.ts';
import { isHeldBack } from './queues.ts';
import { hundredthsOf } from './report-weight.ts';
import type { ClearEvent } from './clear-event.ts';

/**
 * Since when a comment waits for a moderator, after an event: since it was held, escalated, reopened, or first reported
 * with a weight above 0. Null: it does not wait. A withdrawn comment that moderators can still decide goes on waiting.
 * `undo.ts` has the wait after an undo.
 */
export function waitingAfter<Time>(event: ClearEvent, before: Time | null, at: Time): Time | null {
  switch (event.type) {
    case 'CommentHeld':
      return before ?? at;
    case 'CommentFlagged':
      return hundredthsOf(event.data.weight) > 0 ? (before ?? at) : before;
    case 'CommentEdited':
      return event.data.review ? (before ?? at) : before;
    case 'CommentWithdrawn':
      return event.data.onRecord ? before : null;
    case 'CommentPosted':
    case 'CommentApproved':
    case 'CommentCleared':
    case 'CommentRejected':
    case 'CommentEscalated':
    case 'CommentReopened':
      return !isUndo(event) && waits(event) ? at : null;
    default:
      return before;
  }
}

const waits = (event: ClearEvent): boolean => {
  const onRecord = onRecordAfter(event);
  return onRecord !== undefined && isHeldBack(onRecord);
};
