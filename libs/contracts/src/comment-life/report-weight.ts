import type { ClearEvent } from './clear-event.ts';

/**
 * Converts a weight to whole hundredths. Weights have two decimals, and in floating point ten times 0.1 is less than 1,
 * so only hundredths are added and compared.
 */
export const hundredthsOf = (weight: number): number => Math.round(weight * 100);

/**
 * The weight, in hundredths, from which reports have an effect with this `threshold` in the policy.
 * @param approvals approvals of the text that are in force: each adds the threshold once more
 */
export const weightNeeded = (threshold: number, approvals: number): number => hundredthsOf(threshold) * (1 + approvals);

/** The weight of a comment's open reports, in hundredths, and the approvals of its text that are in force. */
export interface Reported {
  readonly hundredths: number;
  readonly approvals: number;
}

/** True: the reports put a visible comment into the queue. */
export const isReported = ({ hundredths, approvals }: Reported, flagThreshold: number): boolean =>
  hundredths >= weightNeeded(flagThreshold, approvals);

/** The approvals of a comment's text after an event. Not for events that undo decisions. */
export function approvalsAfter(event: ClearEvent, approvals: number): number {
  if (event.type === 'CommentEdited') return 0;
  return event.type === 'CommentApproved' ? approvals + 1 : approvals;
}
