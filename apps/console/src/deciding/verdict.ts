import { keysOf } from '#contracts/keys-of';
import type { ItemAnswer } from '#contracts/moderation-answers';
import type { Decision, RejectionReason } from '#contracts/vocabulary';

/** A moderator's decision on one comment or on many. */
export interface Verdict {
  readonly decision: Decision;
  readonly reason?: RejectionReason;
  /** The message to the author. */
  readonly message?: string;
  /** With an approval: later reports of this version change nothing. */
  readonly ignoreReports?: true;
}

/** There are reports to ignore, and there can be more: of what its author withdrew there are none. */
export const canIgnoreReports = ({ comment, flags }: Judged): boolean =>
  flags.length > 0 && comment.status !== 'withdrawn';

interface Judged {
  readonly comment: Pick<ItemAnswer['comment'], 'status'>;
  readonly flags: readonly unknown[];
}

/** A comment as it was when it was decided. */
export interface Target {
  readonly commentId: string;
  /** The version that the moderator saw; undefined for comments that were decided along with another. */
  readonly version?: number | undefined;
}

/**
 * The reasons in the order of their keys: what is most often needed has the digits. One that lacks does not compile.
 */
export const reasonsByKey: readonly RejectionReason[] = keysOf<Record<RejectionReason, number>>({
  spam: 1,
  abuse: 2,
  hate: 3,
  harassment: 4,
  misinformation: 5,
  'off-topic': 6,
  illegal: 7,
  'personal-information': 8,
  advertising: 9,
  duplicate: 10,
  other: 11,
});
