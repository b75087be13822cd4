import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import type { QueuesAnswer } from '#contracts/moderation-answers';
import type { QueueName } from '#contracts/vocabulary';
import { queueSizes } from '#read-models/moderation-queue/queue-sizes';
import { Claims } from './claims.ts';
import type { ModeratorAtWork } from './moderators.ts';

export type QueueSizesAnswer = Omit<QueuesAnswer, 'mine'>;

/** Sizes and ages of the queues. The cost does not depend on their sizes. */
@Injectable()
export class QueueOverview {
  constructor(
    private readonly pool: Pool,
    private readonly claims: Claims,
  ) {}

  async of(site: string, { id, sight }: ModeratorAtWork): Promise<QueuesAnswer> {
    const [sizes, mine] = await Promise.all([this.sizes(site), this.claims.countOf(site, id)]);
    return { ...onlyOf(sight.queues, sizes), mine };
  }

  /** The sizes of all queues. For a moderator, reduce them with `onlyOf`. */
  async sizes(site: string): Promise<QueueSizesAnswer> {
    const sizes = await queueSizes(this.pool, site);
    const now = Date.now();
    const age = (since: Date | null) => since && Math.max(0, Math.floor((now - since.getTime()) / 1000));
    return {
      queues: inEach((queue) => sizes[queue].size),
      oldestAgeSeconds: inEach((queue) => age(sizes[queue].oldestWaitingSince)),
      lastDecidedAt: inEach((queue) => sizes[queue].lastDecidedAt?.toISOString() ?? null),
    };
  }
}

/** Reduces the overview to the queues that a moderator may work (null: all). The others appear as always empty. */
export function onlyOf(reached: readonly QueueName[] | null, sizes: QueueSizesAnswer): QueueSizesAnswer {
  if (reached === null) return sizes;
  const only = <T>(told: Record<QueueName, T>, nothing: T) =>
    inEach((queue) => (reached.includes(queue) ? told[queue] : nothing));
  return {
    queues: only(sizes.queues, 0),
    oldestAgeSeconds: only<number | null>(sizes.oldestAgeSeconds, null),
    lastDecidedAt: only<string | null>(sizes.lastDecidedAt, null),
  };
}

const inEach = <T>(of: (queue: QueueName) => T): Record<QueueName, T> => ({
  pending: of('pending'),
  reported: of('reported'),
  escalated: of('escalated'),
});
