import type { QueueItem } from '#read-models/moderation-queue/queries';
import { fullComment } from '../comments/comment-answer';

/** A review item as moderators' tools get it. */
export const queueItemAnswer = (item: QueueItem) => ({
  comment: fullComment(item.comment),
  parent: item.parent && fullComment(item.parent),
  article: item.article,
  queue: item.queue,
  findings: item.findings,
  flags: item.flags,
  author: item.author,
  version: item.version,
  claimedBy: null,
  waitingSince: item.waitingSince.toISOString(),
});
