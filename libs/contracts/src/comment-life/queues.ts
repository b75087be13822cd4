import { isVisible } from './visible.ts';
import type { CommentStatus, EditReview, QueueName } from '../vocabulary.ts';

/**
 * The queue in which moderators find a comment. A visible comment waits only while it is reported, or while its edited text needs a
 * review.
 */
export type Whereabouts = 'pending' | 'escalated' | 'visible' | 'edited' | 'gone';

/** @param onRecord the status for moderators, see `onRecordAfter` */
export function whereaboutsOf(onRecord: CommentStatus, review: EditReview | null = null): Whereabouts {
  if (onRecord === 'held') return 'pending';
  if (onRecord === 'escalated') return 'escalated';
  if (!isVisible(onRecord)) return 'gone';
  return review === null ? 'visible' : 'edited';
}

/** The queue in which a comment waits for a moderator; null: it does not wait. */
export const queueOf = (
  onRecord: CommentStatus,
  isReported: boolean,
  review: EditReview | null = null,
): QueueName | null => queueAt(whereaboutsOf(onRecord, review), isReported);

export function queueAt(whereabouts: Whereabouts, isReported: boolean): QueueName | null {
  if (whereabouts === 'gone') return null;
  if (whereabouts === 'pending' || whereabouts === 'escalated') return whereabouts;
  return isReported || whereabouts === 'edited' ? 'reported' : null;
}

/**
 * The queue whose moderators are responsible for a comment that readers do not see. Held and escalated comments belong
 * to the queue in which they wait, visible ones to the reports. Rejected and withdrawn comments stay with their last
 * queue.
 */
export function homeQueue(onRecord: CommentStatus, before: QueueName | null): QueueName {
  return queueOf(onRecord, true) ?? before ?? 'pending';
}

/** True: the comment stays hidden until a moderator decides. */
export const isHeldBack = (onRecord: CommentStatus): boolean => queueOf(onRecord, false) !== null;
