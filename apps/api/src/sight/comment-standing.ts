import type { Policy } from '#contracts/policy';
import type { QueueName } from '#contracts/vocabulary';
import { type Comment, approvalsOf, reportWeight } from '#domain/comment-state';
import { queueOf } from '#read-models/moderation-queue/fold';
import type { Standing } from '#read-models/moderation-queue/sight';

/** The queue that a comment waits in by its own events: what the read model says once it has seen them. */
export const queueNow = (comment: Comment, { flagThreshold }: Policy): QueueName | null =>
  queueOf(
    comment.status,
    { hundredths: reportWeight(comment.reports), approvals: approvalsOf(comment) },
    flagThreshold,
  );

/** Where a comment stands by its own events, for who may see it. */
export const standingNow = (comment: Comment, policy: Policy): Standing => ({
  status: comment.status,
  queue: queueNow(comment, policy),
  homeQueue: comment.homeQueue,
  decidedBy: comment.decisions.at(-1)?.moderatorId ?? null,
});
