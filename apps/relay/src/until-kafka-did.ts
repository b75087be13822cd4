import type { Logger } from '#platform/logger';
import { retry } from '#platform/retry';
import { unlessAborted } from '#platform/unless-aborted';
import { relayMetrics } from './relay-metrics.ts';

/** Milliseconds. */
const pauses = { first: 200, longest: 5000 };

// By name: these say that no repetition can mend it, whichever transport threw them.
const finalErrors = new Set([
  'TopicMismatch',
  'TooLarge',
  'ConcurrentPublish',
  'TypeError',
  'RangeError',
  'StartupError',
  'LeadershipLost',
]);

/**
 * Asks Kafka for something until it is done, with longer and longer pauses; false as soon as the signal comes, even
 * while an attempt hangs. What no repetition can mend is thrown.
 */
export async function untilKafkaDid(
  attempt: () => Promise<unknown>,
  signal: AbortSignal,
  logger: Logger,
): Promise<boolean> {
  const failed = (error: unknown): void => {
    if (!(error instanceof Error) || finalErrors.has(error.name)) throw error;
    relayMetrics.doubts.inc();
    logger.warn({ error: error.message }, 'Kafka did not do this for certain; asking again');
  };
  await retry(() => unlessAborted(attempt(), signal), { ...pauses, signal, failed });
  return !signal.aborted;
}
