import type { Logger } from '#platform/logger';
import { pause, unlessAborted } from './pause';
import { relayMetrics } from './relay-metrics';

const firstPauseMs = 200;
const longestPauseMs = 5000;

// By name: these say that no repetition can mend it, whichever transport threw them.
const finalErrors = new Set([
  ...['TopicMismatch', 'TooLarge', 'ConcurrentPublish', 'TypeError', 'RangeError'],
  ...['StartupError', 'LeadershipLost'],
]);

/**
 * Asks Kafka for something until it is done, with longer and longer pauses; false as soon as the signal comes, even while an attempt hangs.
 * What no repetition can mend is thrown.
 */
export async function persist(attempt: () => Promise<unknown>, signal: AbortSignal, logger: Logger): Promise<boolean> {
  for (let wait = firstPauseMs; !signal.aborted; wait = Math.min(wait * 2, longestPauseMs)) {
    try {
      await unlessAborted(attempt(), signal);
      return !signal.aborted;
    } catch (error) {
      if (!(error instanceof Error) || finalErrors.has(error.name)) throw error;
      relayMetrics.doubts.inc();
      logger.warn({ error: error.message }, 'Kafka did not do this for certain; asking again');
      await pause(wait, signal);
    }
  }
  return false;
}
