import { Refusal } from '#contracts/refusal';
import { QueueName } from '#contracts/vocabulary';
import type { Caller } from './caller';

/** Does the caller reach this site at all? Nobody without a token is kept from a site. */
export function reachesSite(caller: Caller, site: string): boolean {
  if (caller.kind === 'anonymous') return true;
  if (caller.kind === 'guest') return caller.site === site;
  return caller.sites === undefined || caller.sites.includes(site);
}

/** May the caller work this queue? What waits in no queue (null) is nobody's in particular. */
export const reachesQueue = (caller: Caller, queue: QueueName | null): boolean =>
  queue === null || caller.kind !== 'member' || caller.queues === undefined || caller.queues.includes(queue);

/** @throws Refusal `forbidden` */
export function refuseOtherSite(caller: Caller, site: string): void {
  if (!reachesSite(caller, site)) throw new Refusal('forbidden', 'Your roles are for other sites.');
}

/** @throws Refusal `forbidden` */
export function refuseOtherQueue(caller: Caller, queue: QueueName | null): void {
  if (!reachesQueue(caller, queue)) throw new Refusal('forbidden', 'Your roles are for other queues.');
}

/**
 * For what is told of all queues together.
 * @throws Refusal `forbidden`
 */
export function refuseUnlessEveryQueue(caller: Caller): void {
  for (const queue of QueueName.options) refuseOtherQueue(caller, queue);
}
