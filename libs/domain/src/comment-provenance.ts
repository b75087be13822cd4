import { isGoneFor } from '#contracts/comment-life/on-record';
import { Refusal } from '#contracts/refusal';
import type { DecideComment } from './comment-commands.ts';
import type { Comment } from './comment-state.ts';

type Judgement = Pick<DecideComment, 'moderator' | 'policyVersion' | 'batchId' | 'now' | 'expectedVersion'>;

/** Returns what a decision was based on, so that it can be explained years later. */
export function provenance(command: Judgement, comment: Comment) {
  const { waitingSince, version } = comment;
  return {
    moderatorId: command.moderator.id,
    from: comment.status,
    basedOnVersion: Math.min(command.expectedVersion ?? version, version),
    revision: comment.revision,
    reports: comment.reports.length,
    waitedSeconds: waitingSince && Math.max(0, Math.round((command.now.getTime() - waitingSince.getTime()) / 1000)),
    policyVersion: command.policyVersion,
    batchId: command.batchId,
  };
}

/** A withdrawn comment is gone for moderators, too, unless it was waiting for them or was rejected. */
export function refuseGone(comment: Comment): void {
  if (isGoneFor(comment.onRecord)) throw new Refusal('comment-gone');
}
