import type { Policy } from '#contracts/policy';
import { type Comment, queueNow } from '#domain/comment-state';
import type { CommentStanding } from '#read-models/moderation-queue/sight';

/** The current state of a comment that decides which moderators may see it. */
export const standingNow = (comment: Comment, { flagThreshold }: Policy): CommentStanding => ({
  status: comment.status,
  queue: queueNow(comment, flagThreshold),
  homeQueue: comment.homeQueue,
  decidedBy: comment.decisions.at(-1)?.moderatorId ?? null,
});
