import type { DomainEvent } from '#contracts/event-schemas';
import type { Policy } from '#contracts/policy';
import { type Comment, placeOf } from './comment-state';

/** Whether reports of this weight hide a comment until a moderator has looked. */
export const hides = ({ autoHideThreshold }: Policy, weight: number): boolean =>
  autoHideThreshold > 0 && weight >= autoHideThreshold;

/** A hold that no person asked for. */
export const held = (
  comment: Comment,
  because: 'reports' | 'edit',
  reports: number,
  policyVersion: number,
): DomainEvent<'CommentHeld'> => ({
  type: 'CommentHeld',
  data: { ...placeOf(comment), from: comment.status, because, reports, policyVersion },
});
