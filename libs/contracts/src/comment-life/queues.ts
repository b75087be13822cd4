import { isVisible } from './visible.ts';
import type { CommentStatus, QueueName } from '../vocabulary.ts';

/** Where moderators find a comment. What is visible waits for them only while it is reported. */
export type Whereabouts = 'pending' | 'escalated' | 'visible' | 'gone';

export function whereaboutsOf(status: CommentStatus): Whereabouts {
  if (status === 'held') return 'pending';
  if (status === 'escalated') return 'escalated';
  return isVisible(status) ? 'visible' : 'gone';
}

/** The queue in which a comment waits for a moderator, if it does. */
export const queueOf = (status: CommentStatus, isReported: boolean): QueueName | null =>
  queueAt(whereaboutsOf(status), isReported);

export function queueAt(whereabouts: Whereabouts, isReported: boolean): QueueName | null {
  if (whereabouts === 'gone') return null;
  if (whereabouts !== 'visible') return whereabouts;
  return isReported ? 'reported' : null;
}

/**
 * The queue whose moderators a comment belongs to while readers do not see it: held and escalated ones wait in theirs,
 * visible ones come to moderators by reports, and what was rejected or taken away stays with the queue that it came
 * from.
 */
export function homeQueue(status: CommentStatus, before: QueueName | null): QueueName {
  return queueOf(status, true) ?? before ?? 'pending';
}

/** Whether nobody but a moderator can move it on. */
export const isHeldBack = (status: CommentStatus): boolean => queueOf(status, false) !== null;
