import { isVisible } from './visible.ts';
import type { CommentStatus, EditReview, QueueName } from '../vocabulary.ts';

/**
 * Where moderators find a comment. What is visible waits for them only while it is reported, or while its new text is
 * to be looked at.
 */
export type Whereabouts = 'pending' | 'escalated' | 'visible' | 'edited' | 'gone';

/** @param onRecord the status under which moderators have it */
export function whereaboutsOf(onRecord: CommentStatus, review: EditReview | null = null): Whereabouts {
  if (onRecord === 'held') return 'pending';
  if (onRecord === 'escalated') return 'escalated';
  if (!isVisible(onRecord)) return 'gone';
  return review === null ? 'visible' : 'edited';
}

/** The queue in which a comment waits for a moderator, if it does. */
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
 * The queue whose moderators a comment belongs to while readers do not see it: held and escalated ones wait in theirs,
 * visible ones come to moderators by reports, and what was rejected or taken away stays with the queue that it came
 * from.
 */
export function homeQueue(onRecord: CommentStatus, before: QueueName | null): QueueName {
  return queueOf(onRecord, true) ?? before ?? 'pending';
}

/** Whether nobody but a moderator can move it on. */
export const isHeldBack = (onRecord: CommentStatus): boolean => queueOf(onRecord, false) !== null;
