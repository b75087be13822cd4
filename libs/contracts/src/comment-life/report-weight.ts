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
