import { ceHeaders, toCloudEvent, topicOf } from '#contracts/cloud-event';
import type { StoredEvent } from '#event-store/event';
import { partitionOf } from '#messaging/partitioner';
import type { OutgoingRecord } from '#messaging/record';
import type { Checkpoint } from './checkpoint';
import type { TopicSettings } from './topics';

export interface Batch {
  readonly records: readonly OutgoingRecord[];
  /** The checkpoint once all of it is published. */
  readonly after: Checkpoint;
}

/** A broker refuses a batch for one partition that exceeds `max.message.bytes`; compression only makes room. */
const maxBytes = 700_000;

/**
 * Records for the first of these events, as many as fit one send: each in its key's partition, with the position of the record before it in that
 * partition. A parked event travels as a stub, so that the chain has no hole.
 */
export function batchOf(
  events: readonly StoredEvent[],
  before: Checkpoint,
  topics: TopicSettings,
  parked: ReadonlyMap<number, string>,
): Batch {
  const previous: Record<string, number> = { ...before.previous };
  const records: OutgoingRecord[] = [];
  let { position } = before;
  let bytes = 0;
  for (const event of events) {
    const topic = `${topics.prefix}.${topicOf(event.type)}`;
    const partition = partitionOf(event.partitionKey, topics.partitions);
    const place = `${topic}/${partition}`;
    const record = recordOf(parkedOr(event, parked), { topic, partition, prev: previous[place] });
    bytes += record.value?.length ?? 0;
    if (records.length > 0 && bytes > maxBytes) break;
    records.push(record);
    previous[place] = event.position;
    ({ position } = event);
  }
  return { records, after: { position, previous } };
}

function recordOf(
  event: StoredEvent,
  { topic, partition, prev }: { topic: string; partition: number; prev: number | undefined },
): OutgoingRecord {
  const cloudEvent = toCloudEvent(event, prev === undefined ? {} : { prev });
  return {
    topic,
    partition,
    key: event.partitionKey,
    value: JSON.stringify(cloudEvent),
    headers: ceHeaders(cloudEvent),
  };
}

/** The ids and the place stay; what was too large goes, and the data say that it did. */
function parkedOr(event: StoredEvent, parked: ReadonlyMap<number, string>): StoredEvent {
  const reason = parked.get(event.position);
  return reason === undefined ? event : { ...event, sealed: null, data: { parked: true, reason } };
}
