import type { PartitionOffset, TopicPartition } from '#messaging/record';
import type { PartitionStanding } from '#read-models/partitions';

/** Where a projection stands: everything up to `position`, and more in some partitions. */
export interface ProjectionStanding {
  readonly position: number;
  readonly partitions: readonly PartitionStanding[];
}

export interface Start extends PartitionOffset {
  /** Every projection has applied what lies up to this position in the partition. */
  readonly seen: number;
}

/**
 * From where to read a partition, so that no projection misses a record: the least of what they need. A projection may
 * also begin where another one stands, provided that one has seen no more than itself: records before that offset have
 * positions that both have applied.
 */
export function startOffsets(places: readonly TopicPartition[], projections: readonly ProjectionStanding[]): Start[] {
  const known = projections.flatMap(({ partitions }) => partitions);
  return places.map(({ topic, partition }) => {
    const here = known.filter((one) => one.topic === topic && one.partition === partition);
    const floors = projections.map(({ position, partitions }) => {
      const own = partitions.find((one) => one.topic === topic && one.partition === partition);
      return Math.max(position, own?.lastPosition ?? 0);
    });
    const starts = floors.map((floor) => largest(here.filter(({ lastPosition }) => lastPosition <= floor)));
    const offset = starts.reduce((least, one) => (one < least ? one : least), starts[0] ?? 0n);
    return { topic, partition, offset: String(offset), seen: Math.min(...floors) };
  });
}

const largest = (standings: readonly PartitionStanding[]): bigint =>
  standings.reduce((most, { nextOffset }) => (BigInt(nextOffset) > most ? BigInt(nextOffset) : most), 0n);
