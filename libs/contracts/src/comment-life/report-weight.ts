import type { Said } from './said.ts';

/**
 * A weight as events and policies say it, in whole hundredths. Weights have two decimals, and floating point adds ten
 * times 0.1 to less than 1: what is added or compared is always this.
 */
export const hundredthsOf = (weight: number): number => Math.round(weight * 100);

/**
 * The hundredths that reports must weigh to have an effect which the policy allows from `threshold` on.
 * @param approvals how many approvals of the text are not undone: each asks for as much again
 */
export const weightNeeded = (threshold: number, approvals: number): number => hundredthsOf(threshold) * (1 + approvals);

/**
 * What is reported of a comment: the hundredths of its open reports, and the approvals of its text that are not undone.
 */
export interface Reported {
  readonly hundredths: number;
  readonly approvals: number;
}

/** Whether its reports bring a visible comment before a moderator. */
export const isReported = ({ hundredths, approvals }: Reported, flagThreshold: number): boolean =>
  hundredths >= weightNeeded(flagThreshold, approvals);

/** The approvals of a comment's text after an event that takes none back. */
export function approvalsAfter(event: Said, approvals: number): number {
  if (event.type === 'CommentEdited') return 0;
  return event.type === 'CommentApproved' ? approvals + 1 : approvals;
}
