import type { Pool } from 'pg';
import { isEventType } from '#contracts/event-schemas';
import { topicOf } from '#contracts/cloud-event';
import { partitionOf } from '#messaging/partitioner';
import type { PartitionPlace } from '#read-models/partitions';
import type { Projection } from '#read-models/projection';
import { type Log, openAll } from '../apply/shared-reading.ts';
import { type Applied, type KafkaPlace, applyRecords } from './apply-records.ts';

/** Events of the log, of all partitions, that are read at once. */
const pageSize = 2000;

/**
 * Applies the events of one partition from the log, behind `last` and up to `end`, as if their records had come.
 * @returns what the last step came to: it ends before `end` where the partition turned out to stand before where a step
 * began
 */
export async function refill(
  { pool, log }: { readonly pool: Pool; readonly log: Log },
  projection: Projection,
  place: KafkaPlace,
  { last, end }: { readonly last: number; readonly end: number },
): Promise<Applied> {
  for (let after = last; ;) {
    const { events: page, isFull } = await log.readPage(after, pageSize);
    const from = after;
    const isLast = !isFull || (page.at(-1)?.position ?? end) >= end;
    after = isLast ? end : (page.at(-1)?.position ?? end);
    const own = page.filter((event) => event.position <= end && isIn(place, event));
    const records = (await openAll(log, own)).map((event) => ({
      position: event.position,
      prev: null,
      offset: null,
      event,
    }));
    const applied = await applyRecords(pool, projection, place, { records, from, end: after });
    if (isLast || applied.kind === 'not-now' || applied.last < after) return applied;
  }
}

/** Whether the relay publishes an event to this partition. */
export function isIn(
  { topic, partition, partitions }: KafkaPlace,
  event: { readonly type: string; readonly partitionKey: string },
): boolean {
  return isOf(topic, event.type) && partitionOf(event.partitionKey, partitions) === partition;
}

const isOf = (topic: PartitionPlace['topic'], type: string): boolean =>
  isEventType(type) && topic.endsWith(`.${topicOf(type)}`);
