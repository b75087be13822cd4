const firstPauseMs = 2000;
const longestPauseMs = 30_000;

/**
 * How long to wait before asking again by oneself, after so many attempts: longer each time, and never less than the
 * service asked for.
 */
export const pauseBefore = (attempts: number, retryAfterSeconds: number): number =>
  Math.max(Math.min(firstPauseMs * 2 ** attempts, longestPauseMs), retryAfterSeconds * 1000);
