import type { Policy } from '#contracts/policy';
import { hundredthsOf } from '#contracts/comment-life/report-weight';

/** What is known of a reporter. */
export interface Reporter {
  readonly kind: 'member' | 'guest';
  /** Muted, banned or suspended. */
  readonly silenced: boolean;
  /** They wrote the comment. */
  readonly isAuthor: boolean;
  /** Their reports that met an approval or a rejection, and those that met a rejection. */
  readonly decided: number;
  readonly agreed: number;
}

/** Of fewer reports than this, a share says nothing (Discourse's bound). */
const leastDecided = 6;

/**
 * What one report weighs: 1, or the guests' weight, times the reporter's reputation, which runs from the policy's
 * lowest (moderators never agreed) over 1 (every second time) to its highest (always). Silenced reporters, and authors
 * who report themselves, are heard and weigh nothing.
 */
export function reporterWeight(reporter: Reporter, policy: Policy): number {
  if (reporter.silenced || reporter.isAuthor) return 0;
  const weight = (reporter.kind === 'guest' ? policy.guestFlagWeight : 1) * reputation(reporter, policy);
  return hundredthsOf(weight) / 100;
}

/** Whether a reporter's past makes a difference under this policy. */
export const countsReputation = ({ lowestReporterWeight, highestReporterWeight }: Policy): boolean =>
  lowestReporterWeight !== 1 || highestReporterWeight !== 1;

function reputation({ decided, agreed }: Reporter, policy: Policy): number {
  if (decided < leastDecided) return 1;
  const lead = (2 * agreed) / decided - 1; // -1 never, 0 every second time, 1 always
  return 1 + lead * (lead < 0 ? 1 - policy.lowestReporterWeight : policy.highestReporterWeight - 1);
}
