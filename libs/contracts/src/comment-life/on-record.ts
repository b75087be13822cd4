import type { CommentStatus } from '../vocabulary.ts';
import { decisionNames, isUndo } from './decisions.ts';
import type { Said } from './said.ts';
import { statusChange, statusGivenBy } from './status-change.ts';

/**
 * The status under which moderators have a comment: its own, but for a withdrawn one that waited for them or was
 * rejected. That one goes on as what it was, and as what they decide, while readers have it as withdrawn for good.
 * @param before what it was on record as before the event
 */
export function onRecordAfter(event: Said, before?: CommentStatus): CommentStatus | undefined {
  const to = statusChange(event, before)?.to;
  if (to !== 'withdrawn') return to ?? before;
  switch (event.type) {
    case 'CommentWithdrawn':
      return event.data.onRecord ?? (event.data.from === 'rejected' ? 'rejected' : to);
    case 'CommentReopened':
      return isUndo(event) ? (event.data.restores?.onRecord ?? before) : statusGivenBy.reopen;
    case 'CommentCleared':
    case 'CommentRejected':
    case 'CommentEscalated':
      return statusGivenBy[decisionNames[event.type]];
    default:
      return before;
  }
}

/** Whether moderators have nothing to do with a comment any more. */
export const isGoneFor = (onRecord: CommentStatus): boolean => onRecord === 'withdrawn' || onRecord === 'erased';
