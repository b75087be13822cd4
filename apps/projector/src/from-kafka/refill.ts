import type { Pool } from 'pg';
import { isEventType } from '#contracts/event-schemas';
import { topicOf } from '#contracts/cloud-event';
import { partitionOf } from '#messaging/partitioner';
import type { PartitionPlace } from '#read-models/partitions';
import type { Projection } from '#read-models/projection';
import { type Log, openAll } from '../apply/shared-reading.ts';
import { type Applied, type KafkaPlace, applyRecords } from './apply-records.ts';

/** The most events of the log, of all partitions, that are read at once. */
const pageSize = 2000;

/**
 * Applies the events of one partition after `last` up to `end` from the log, as if their records had arrived.
 * @returns the outcome of the last step. Its `last` is below `end` if the partition was found at a lower position than
 * the step expected
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

/** Returns true if the relay publishes an event to this partition. */
export function isIn(
  { topic, partition, partitions }: KafkaPlace,
  event: { readonly type: string; readonly partitionKey: string },
): boolean {
  return isOf(topic, event.type) && partitionOf(event.partitionKey, partitions) === partition;
}

const isOf = (topic: PartitionPlace['topic'], type: string): boolean =>
  isEventType(type) && topic.endsWith(`.${topicOf(type)}`);
