import type { DomainEvent } from '#contracts/event-schemas';
import type { Policy } from '#contracts/policy';
import { weightNeeded } from '#contracts/comment-life/report-weight';
import { type Comment, type Report, placeOf, reportWeight } from './comment-state.ts';

/**
 * Whether reports hide a comment until a moderator has looked at it: they weigh as much as the policy asks for, and
 * either those of members weigh that much without the guests, or enough different networks and members reported.
 * @param approvals of the text that are not undone; each asks for as much weight again
 */
export function hides(
  { autoHideThreshold, autoHideNetworks }: Policy,
  reports: readonly Pick<Report, 'reporterKind' | 'hundredths'>[],
  approvals: number,
): boolean {
  if (autoHideThreshold === 0) return false;
  const needed = weightNeeded(autoHideThreshold, approvals);
  if (reportWeight(reports) < needed) return false;
  const byMembers = reports.filter(({ reporterKind }) => reporterKind === 'member');
  return reports.length >= autoHideNetworks || reportWeight(byMembers) >= needed;
}

/** A hold that no person asked for. */
export const held = (
  comment: Comment,
  because: 'reports' | 'edit',
  reports: number,
  policyVersion: number,
): DomainEvent<'CommentHeld'> => ({
  type: 'CommentHeld',
  data: { ...placeOf(comment), from: comment.status, to: 'held', because, reports, policyVersion },
});
