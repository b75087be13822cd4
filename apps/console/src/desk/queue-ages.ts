import type { QueuesAnswer } from '#contracts/moderation-answers';
import type { QueueName } from '#contracts/vocabulary';

export interface DatedQueues extends QueuesAnswer {
  /** When the answer came, in milliseconds of this browser's clock. */
  readonly receivedAt: number;
}

export const datedNow = (queues: QueuesAnswer): DatedQueues => ({ ...queues, receivedAt: Date.now() });

/**
 * Seconds that the oldest comment of a queue has waited by `now`: the service sends an age only when a queue changes,
 * and the comment grows older meanwhile, as its card shows. Null for an empty queue and before the first answer.
 */
export function oldestAgeOf(queues: DatedQueues | null, queue: QueueName, now: number): number | null {
  const age = queues?.oldestAgeSeconds[queue] ?? null;
  return queues === null || age === null ? null : age + Math.max(0, (now - queues.receivedAt) / 1000);
}
