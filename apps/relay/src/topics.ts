import { countsTopic, eventTopicsOf } from '#contracts/events/topics';
import { topicOf } from '#contracts/cloud-event';
import type { TopicSpec } from '#messaging/event-transport';
import { partitionOf } from '#messaging/partitioner';
import type { TopicPartition } from '#messaging/record';

export interface TopicSettings {
  readonly prefix: string;
  readonly partitions: number;
  readonly replication: number;
  /** Public address of the service, used in the `dataschema` attribute. */
  readonly publicUrl?: string;
}

/** The partition of an event. @throws Error for an event of unknown type */
export const destinationOf = (
  { type, partitionKey }: { readonly type: string; readonly partitionKey: string },
  { prefix, partitions }: TopicSettings,
): TopicPartition => ({ topic: `${prefix}.${topicOf(type)}`, partition: partitionOf(partitionKey, partitions) });

/** An event has at most about 256 kB, including encrypted text. The limit is higher for batches. */
const maxMessageBytes = '1048576';

/**
 * Event topics have no retention limit unless the operator sets one. They are never compacted: that would keep one
 * event per article.
 */
export function topicSpecs({ prefix, partitions, replication }: TopicSettings): TopicSpec[] {
  const safe = replication >= 3 ? { 'min.insync.replicas': '2' } : {};
  const unlimited = { 'cleanup.policy': 'delete', 'retention.ms': '-1', 'retention.bytes': '-1' };
  const events = { ...unlimited, 'max.message.bytes': maxMessageBytes, ...safe };
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
