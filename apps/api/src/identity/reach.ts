import { Refusal } from '#contracts/refusal';
import type { QueuesNeeded } from '#contracts/routes/route';
import { QueueName } from '#contracts/vocabulary';
import type { Caller } from './caller.ts';

/** Does the caller reach this site at all? Nobody without a token is kept from a site. */
export function reachesSite(caller: Caller, site: string): boolean {
  if (caller.kind === 'anonymous') return true;
  if (caller.kind === 'guest') return caller.site === site;
  return caller.sites === undefined || caller.sites.includes(site);
}

/** The queues that a caller may work; null: every one. */
export function queuesReached(caller: Caller): readonly QueueName[] | null {
  if (caller.kind !== 'member' || caller.queues === undefined) return null;
  return QueueName.options.every((queue) => caller.queues?.includes(queue)) ? null : caller.queues;
}

/** May the caller work this queue? What waits in none (null) is for moderators of any. */
export function reachesQueue(caller: Caller, queue: QueueName | null): boolean {
  const reached = queuesReached(caller);
  return reached === null || (queue === null ? reached.length > 0 : reached.includes(queue));
}

/** @throws Refusal `forbidden` */
export function refuseOtherSite(caller: Caller, site: string): void {
  if (!reachesSite(caller, site)) throw new Refusal('forbidden', 'Your token has no access to this site.');
}

/** @throws Refusal `forbidden` */
export function refuseOtherQueue(caller: Caller, queue: QueueName | null): void {
  if (!reachesQueue(caller, queue)) throw otherQueues();
}

/** @throws Refusal `forbidden` */
export function refuseFewerQueues(caller: Caller, needed: QueuesNeeded): void {
  const reached = queuesReached(caller);
  if (reached === null || needed === 'none') return;
  if (needed === 'every' || reached.length === 0) throw otherQueues();
}

export const otherQueues = (): Refusal => new Refusal('forbidden', 'Your token has no access to this queue.');
