import type { DomainEvent } from '#contracts/event-schemas';
import type { Policy } from '#contracts/policy';
import { weightNeeded } from '#contracts/comment-life/report-weight';
import { type Comment, type Report, placeOf, reportWeight } from './comment-state.ts';

/**
 * Returns true if reports hide a comment until a moderator reviews it. They must reach the policy's weight. In
 * addition, either the members' reports reach it without the guests', or enough different networks and members
 * reported.
 * @param approvals number of approvals of the text in force; each raises the required weight by the threshold
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

/** The event of a hold that no person asked for. */
export const held = (
  comment: Comment,
  because: 'reports' | 'edit',
  reports: number,
  policyVersion: number,
): DomainEvent<'CommentHeld'> => ({
  type: 'CommentHeld',
  data: { ...placeOf(comment), from: comment.status, to: 'held', because, reports, policyVersion },
});
