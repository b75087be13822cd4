import { isUndo } from './decisions.ts';
import { isHeldBack } from './queues.ts';
import { hundredthsOf } from './report-weight.ts';
import type { Said } from './said.ts';
import { statusChange } from './status-change.ts';

/**
 * Since when a comment waits for a moderator once an event happened: from its hold or its first report that weighs
 * something, from an escalation or a reopening. Null: nothing waits. What an undo restores is in `undo.ts`.
 */
export function waitingAfter<Time>(event: Said, before: Time | null, at: Time): Time | null {
  switch (event.type) {
    case 'CommentHeld':
      return before ?? at;
    case 'CommentFlagged':
      return hundredthsOf(event.data.weight) > 0 ? (before ?? at) : before;
    case 'CommentPosted':
    case 'CommentApproved':
    case 'CommentRejected':
    case 'CommentEscalated':
    case 'CommentReopened':
    case 'CommentWithdrawn':
      return !isUndo(event) && waits(event) ? at : null;
    default:
      return before;
  }
}

const waits = (event: Said): boolean => {
  const change = statusChange(event);
  return change !== null && isHeldBack(change.to);
};
