import type { Pool } from 'pg';
import type { QueueName } from '#contracts/vocabulary';

export type QueueSizes = Record<
  QueueName,
  { size: number; oldestWaitingSince: Date | null; lastDecidedAt: Date | null }
>;

/** Returns the size of each queue and since when its oldest comment waits. The cost does not depend on the sizes. */
export async function queueSizes(pool: Pool, site: string): Promise<QueueSizes> {
  const { rows } = await pool.query<{ queue: QueueName; size: number; oldest: Date | null; decided: Date | null }>({
    name: 'queue-sizes',
    text: `
      select queue, size, last_decided_at as decided, (
        select min(waiting_since) from read.queue_items i
        where i.site_id = s.site_id and i.queue = s.queue and i.queue is not null
      ) as oldest
      from read.queue_sizes s where site_id = $1`,
    values: [site],
  });
  const nothing = { size: 0, oldestWaitingSince: null, lastDecidedAt: null };
  const sizes: QueueSizes = { pending: nothing, reported: nothing, escalated: nothing };
  for (const { queue, size, oldest, decided } of rows)
    sizes[queue] = { size, oldestWaitingSince: oldest, lastDecidedAt: decided };
  return sizes;
}
