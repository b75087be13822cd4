import { ceHeaders, toCloudEvent, topicOf } from '#contracts/cloud-event';
import type { StoredEvent } from '#event-store/event';
import { partitionOf } from '#messaging/partitioner';
import type { OutgoingRecord } from '#messaging/record';
import type { Checkpoint } from './checkpoint';
import { type Parked, stubOf } from './parked';
import type { TopicSettings } from './topics';

export interface Batch {
  readonly records: readonly OutgoingRecord[];
  /** The checkpoint once all of it is published. */
  readonly after: Checkpoint;
}

/**
 * A record for each event: in its key's partition, with the position of the record before it in that partition. A parked event travels as a stub, so that
 * the chain has no hole.
 * @throws Error for an event of a type that this program does not know
 */
export function batchOf(
  events: readonly StoredEvent[],
  before: Checkpoint,
  topics: TopicSettings,
  parked: Parked,
): Batch {
  const previous: Record<string, number> = { ...before.previous };
  const records = events.map((event) => {
    const topic = `${topics.prefix}.${topicOf(event.type)}`;
    const partition = partitionOf(event.partitionKey, topics.partitions);
    const place = `${topic}/${partition}`;
    const reason = parked.get(event.position);
    const published = reason === undefined ? event : stubOf(event, reason);
    const record = recordOf(published, { topic, partition, prev: previous[place], publicUrl: topics.publicUrl });
    previous[place] = event.position;
    return record;
  });
  return { records, after: { position: events.at(-1)?.position ?? before.position, previous } };
}

interface Place {
  readonly topic: string;
  readonly partition: number;
  readonly prev: number | undefined;
  readonly publicUrl: string | undefined;
}

function recordOf(event: StoredEvent, { topic, partition, prev, publicUrl }: Place): OutgoingRecord {
  const cloudEvent = toCloudEvent(event, {
    ...(prev !== undefined && { prev }),
    ...(publicUrl !== undefined && { publicUrl }),
  });
  return {
    topic,
    partition,
    key: event.partitionKey,
    value: JSON.stringify(cloudEvent),
    headers: ceHeaders(cloudEvent),
  };
}
