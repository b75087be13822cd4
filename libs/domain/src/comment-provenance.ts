import { Refusal } from '#contracts/refusal';
import type { DecideComment } from './comment-commands.ts';
import type { Comment } from './comment-state.ts';

type Judgement = Pick<DecideComment, 'moderator' | 'policyVersion' | 'batchId' | 'now' | 'expectedVersion'>;

/** What a decision was made on, so that it can be explained years later. */
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

export function refuseGone(comment: Comment): void {
  if (comment.status === 'withdrawn' || comment.status === 'erased') throw new Refusal('comment-gone');
}
