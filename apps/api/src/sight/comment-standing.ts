import type { Policy } from '#contracts/policy';
import { type Comment, queueNow } from '#domain/comment-state';
import type { Standing } from '#read-models/moderation-queue/sight';

/** Where a comment stands by its own events, for who may see it. */
export const standingNow = (comment: Comment, { flagThreshold }: Policy): Standing => ({
  status: comment.status,
  queue: queueNow(comment, flagThreshold),
  homeQueue: comment.homeQueue,
  decidedBy: comment.decisions.at(-1)?.moderatorId ?? null,
});
