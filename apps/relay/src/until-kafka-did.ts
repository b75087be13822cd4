import type { Logger } from '#platform/logger';
import { retry } from '#platform/retry';
import { unlessAborted } from '#platform/unless-aborted';
import { relayMetrics } from './relay-metrics.ts';

/** Milliseconds. */
const pauses = { first: 200, longest: 5000 };

// Compared by name, for any transport. Retrying cannot help after these.
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
 * Retries a request to Kafka until it succeeds, with growing pauses. Returns false as soon as the signal aborts, even
 * while an attempt hangs. Throws errors that a retry cannot fix.
 */
export async function untilKafkaDid(
  attempt: () => Promise<unknown>,
  signal: AbortSignal,
  logger: Logger,
): Promise<boolean> {
  const failed = (error: unknown): void => {
    if (!(error instanceof Error) || finalErrors.has(error.name)) throw error;
    relayMetrics.doubts.inc();
    logger.warn({ error: error.message }, 'Kafka did not confirm the request, retrying');
  };
  await retry(() => unlessAborted(attempt(), signal), { ...pauses, signal, failed });
  return !signal.aborted;
}
