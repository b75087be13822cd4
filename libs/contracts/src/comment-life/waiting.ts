import { isUndo } from './decisions.ts';
import { onRecordAfter } from './on-record.ts';
import { isHeldBack } from './queues.ts';
import { hundredthsOf } from './report-weight.ts';
import type { Said } from './said.ts';

/**
 * Since when a comment waits for a moderator once an event happened: from its hold or its first report that weighs
 * something, from an escalation or a reopening. Null: nothing waits. What an undo restores is in `undo.ts`.
 * A withdrawal ends no wait of what stays on record.
 */
export function waitingAfter<Time>(event: Said, before: Time | null, at: Time): Time | null {
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

const waits = (event: Said): boolean => {
  const onRecord = onRecordAfter(event);
  return onRecord !== undefined && isHeldBack(onRecord);
};
