import { partitionName } from '#contracts/topic-partition';
import type { TopicPartition } from '#messaging/record';
import type { Logger } from '#platform/logger';
import { sourceMetrics } from './metrics.ts';

/** Partitions that are stopped before a record that is not one of our events. */
export class StoppedPartitions {
  private readonly places = new Map<string, TopicPartition>();

  constructor(private readonly logger: Logger) {}

  has(place: TopicPartition): boolean {
    return this.places.has(partitionName(place));
  }

  /** By `topic/partition`. */
  names(): string[] {
    return [...this.places.keys()].toSorted();
  }

  add({ topic, partition }: TopicPartition, { offset, reason }: { offset: string; reason: string }): void {
    this.places.set(partitionName({ topic, partition }), { topic, partition });
    sourceMetrics.unreadable.set({ topic, partition }, 1);
    this.logger.error(
      { topic, partition, offset, reason },
      'partition stopped: this record cannot be read; delete the records up to it and restart, missing events then come from the log',
    );
  }

  /** Called when partitions are assigned again: an unreadable record that is still there is found again. */
  clear(): void {
    for (const { topic, partition } of this.places.values()) sourceMetrics.unreadable.set({ topic, partition }, 0);
    this.places.clear();
  }
}
