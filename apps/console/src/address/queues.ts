import { keysOf } from '#contracts/keys-of';
import type { QueueName } from '#contracts/vocabulary';

/** The queues in the order in which every page lists them. The contract's own list would pull zod into the bundle. */
export const queueNames: readonly QueueName[] = keysOf<Record<QueueName, number>>({
  pending: 0,
  reported: 0,
  escalated: 0,
});
