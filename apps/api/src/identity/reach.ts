import { Refusal } from '#contracts/refusal';
import type { QueuesNeeded } from '#contracts/routes/route';
import { QueueName } from '#contracts/vocabulary';
import type { Caller } from './caller.ts';

/** Returns true if the caller may use this site. Callers without a token may use every site. */
export function reachesSite(caller: Caller, site: string): boolean {
  if (caller.kind === 'anonymous') return true;
  if (caller.kind === 'guest') return caller.site === site;
  return caller.sites === undefined || caller.sites.includes(site);
}

/** The queues that a caller may work; null: all. */
export function queuesReached(caller: Caller): readonly QueueName[] | null {
  if (caller.kind !== 'member' || caller.queues === undefined) return null;
  return QueueName.options.every((queue) => caller.queues?.includes(queue)) ? null : caller.queues;
}

/** Returns true if the caller may work this queue. Comments in no queue (null) are open to moderators of any queue. */
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
