import { countsTopic, eventTopicsOf } from '#contracts/events/topics';
import { topicOf } from '#contracts/cloud-event';
import type { TopicSpec } from '#messaging/event-transport';
import { partitionOf } from '#messaging/partitioner';
import type { TopicPartition } from '#messaging/record';

export interface TopicSettings {
  readonly prefix: string;
  readonly partitions: number;
  readonly replication: number;
  /** Where the service is reached: `dataschema` leads there. */
  readonly publicUrl?: string;
}

/** Which partition an event goes to. @throws Error for an event of a type that this program does not know */
export const destinationOf = (
  { type, partitionKey }: { readonly type: string; readonly partitionKey: string },
  { prefix, partitions }: TopicSettings,
): TopicPartition => ({ topic: `${prefix}.${topicOf(type)}`, partition: partitionOf(partitionKey, partitions) });

/** An event is at most 256 kB and some, sealed text included; the room above is for batches. */
const maxMessageBytes = '1048576';

/**
 * Events are kept for ever unless the operator says otherwise, and never compacted: that would leave one event for each
 * article.
 */
export function topicSpecs({ prefix, partitions, replication }: TopicSettings): TopicSpec[] {
  const safe = replication >= 3 ? { 'min.insync.replicas': '2' } : {};
  const forEver = { 'cleanup.policy': 'delete', 'retention.ms': '-1', 'retention.bytes': '-1' };
  const events = { ...forEver, 'max.message.bytes': maxMessageBytes, ...safe };
  return [
    ...eventTopicsOf(prefix).map((name) => ({ name, partitions, replication, config: events })),
    {
      name: `${prefix}.${countsTopic.name}`,
      partitions,
      replication,
      config: { 'cleanup.policy': 'compact', ...safe },
    },
  ];
}
