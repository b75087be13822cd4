import type { PartitionOffset, TopicPartition } from '#messaging/record';
import type { PartitionStanding } from '#read-models/partitions';

/** Progress of a projection: it has applied everything up to `position`, and more in some partitions. */
export interface ProjectionStanding {
  readonly position: number;
  readonly partitions: readonly PartitionStanding[];
}

export interface Start extends PartitionOffset {
  /** Every projection has applied the partition's records up to this position. */
  readonly seen: number;
}

/**
 * Chooses the offset from which to read each partition, so that no projection misses a record: the lowest that any of
 * them needs. A projection may also start at the offset of another one that has seen no more than itself: both have
 * applied the records before that offset.
 */
export function startOffsets(places: readonly TopicPartition[], projections: readonly ProjectionStanding[]): Start[] {
  const known = projections.flatMap(({ partitions }) => partitions);
  return places.map(({ topic, partition }) => {
    const here = known.filter((one) => one.topic === topic && one.partition === partition);
    const reached = projections.map(({ position, partitions }) => {
      const own = partitions.find((one) => one.topic === topic && one.partition === partition);
      return Math.max(position, own?.lastPosition ?? 0);
    });
    const starts = reached.map((most) => largest(here.filter(({ lastPosition }) => lastPosition <= most)));
    const offset = starts.reduce((least, one) => (one < least ? one : least), starts[0] ?? 0n);
    return { topic, partition, offset: String(offset), seen: Math.min(...reached) };
  });
}

const largest = (standings: readonly PartitionStanding[]): bigint =>
  standings.reduce((most, { nextOffset }) => (BigInt(nextOffset) > most ? BigInt(nextOffset) : most), 0n);
