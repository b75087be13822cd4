import type { Policy } from '#contracts/policy';
import { hundredthsOf } from '#contracts/comment-life/report-weight';

/** The facts about a reporter that decide the weight of a report. */
export interface Reporter {
  readonly kind: 'member' | 'guest';
  /** Muted, banned or suspended. */
  readonly silenced: boolean;
  /** The reporter wrote the comment. */
  readonly isAuthor: boolean;
  /** `decided`: their reports that led to an approval or a rejection. `agreed`: those that led to a rejection. */
  readonly decided: number;
  readonly agreed: number;
}

/** With fewer decided reports the share means nothing (Discourse uses the same bound). */
const leastDecided = 6;

/**
 * Returns the weight of one report: 1, or the guests' weight, times the reporter's reputation. The reputation runs from
 * the policy's lowest (moderators never agreed) over 1 (every second time) to its highest (always). Reports by silenced
 * reporters, and by authors about themselves, are recorded with weight 0.
 */
export function reporterWeight(reporter: Reporter, policy: Policy): number {
  if (reporter.silenced || reporter.isAuthor) return 0;
  const weight = (reporter.kind === 'guest' ? policy.guestFlagWeight : 1) * reputation(reporter, policy);
  return hundredthsOf(weight) / 100;
}

/** True if reporters' reputations change weights under this policy. */
export const countsReputation = ({ lowestReporterWeight, highestReporterWeight }: Policy): boolean =>
  lowestReporterWeight !== 1 || highestReporterWeight !== 1;

function reputation({ decided, agreed }: Reporter, policy: Policy): number {
  if (decided < leastDecided) return 1;
  const lead = (2 * agreed) / decided - 1; // -1 never, 0 every second time, 1 always
  return 1 + lead * (lead < 0 ? 1 - policy.lowestReporterWeight : policy.highestReporterWeight - 1);
}
