import { keysOf } from '#contracts/keys-of';
import type { QueueName } from '#contracts/vocabulary';

/** The queues in the order in which they stand everywhere. The contract's own list would bring all of zod with it. */
export const queueNames: readonly QueueName[] = keysOf<Record<QueueName, number>>({
  pending: 0,
  reported: 0,
  escalated: 0,
});
