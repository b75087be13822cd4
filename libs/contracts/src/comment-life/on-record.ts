import type { CommentStatus } from '../vocabulary.ts';
import { decisionNames, isUndo } from './decisions.ts';
import type { ClearEvent } from './clear-event.ts';
import { statusChange, statusGivenBy } from './status-change.ts';

/**
 * The comment's status for moderators. It equals the public status, except if the author withdrew a comment that was
 * waiting or rejected. For readers such a comment stays withdrawn; for moderators it keeps its status and can be
 * decided.
 * @param before the status for moderators before the event
 */
export function onRecordAfter(event: ClearEvent, before?: CommentStatus): CommentStatus | undefined {
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

/** True: moderators can no longer decide the comment. */
export const isGoneFor = (onRecord: CommentStatus): boolean => onRecord === 'withdrawn' || onRecord === 'erased';
