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

/**
 * A record for each event: in its key's partition, with the position of the record before it in that partition. A parked event travels as a stub, so that
 * the chain has no hole.
 */
export function batchOf(
  events: readonly StoredEvent[],
  before: Checkpoint,
  topics: TopicSettings,
  parked: ReadonlyMap<number, string>,
): Batch {
  const previous: Record<string, number> = { ...before.previous };
  const records = events.map((event) => {
    const topic = `${topics.prefix}.${topicOf(event.type)}`;
    const partition = partitionOf(event.partitionKey, topics.partitions);
    const place = `${topic}/${partition}`;
    const record = recordOf(parkedOr(event, parked), { topic, partition, prev: previous[place] });
    previous[place] = event.position;
    return record;
  });
  return { records, after: { position: events.at(-1)?.position ?? before.position, previous } };
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
