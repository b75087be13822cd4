import { type CommentStatus, type QueueName, isVisible } from './vocabulary';

/**
 * The queue whose moderators a comment belongs to while readers do not see it: held and escalated ones wait in theirs, visible ones come to
 * moderators by reports, and what was rejected or taken away stays with the queue that it came from.
 */
export function homeQueue(status: CommentStatus, before: QueueName | null): QueueName {
  if (status === 'held') return 'pending';
  if (status === 'escalated') return 'escalated';
  return isVisible(status) ? 'reported' : (before ?? 'pending');
}
