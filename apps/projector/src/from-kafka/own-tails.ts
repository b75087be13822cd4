import { partitionName } from '#contracts/topic-partition';
import type { EventTransport, PartitionExtent, Tail } from '#messaging/event-transport';
import type { PartitionOffset, TopicPartition } from '#messaging/record';
import { type ComparedLog, differenceOfTails, lineOf } from '#messaging/tails/compare-tails';
import { isPublished } from '#messaging/tails/published';
import { StartupError } from '#platform/startup-error';

/**
 * Compares the ends of a member's partitions with the log of its database, and returns them. Events that topics lack
 * are read from the log; records of another log would be applied, so they are refused. Empty if the brokers do not
 * answer: the next assignment asks again.
 * @throws StartupError if the partitions belong to another log; errors of the database
 */
export async function tailsOfOwnLog(
  transport: Pick<EventTransport, 'tails'>,
  log: ComparedLog,
  places: readonly TopicPartition[],
): Promise<readonly Tail[]> {
  const topics = [...new Set(places.map(({ topic }) => topic))];
  const tails = await transport.tails(topics, { counts: isPublished }).catch(() => []);
  const own = new Set(places.map(partitionName));
  const ownTails = tails.filter((tail) => own.has(partitionName(tail)));
  const difference = await differenceOfTails(ownTails, log);
  if (difference && difference.kind !== 'lost') throw new StartupError(lineOf(difference, 'Nothing is read'));
  return ownTails;
}

/**
 * Returns true if a partition ends before an offset: it was recreated or lost its end, and must be read from the start.
 */
export function endsBefore({ offset, ...place }: PartitionOffset, extents: readonly PartitionExtent[]): boolean {
  const extent = extents.find((one) => partitionName(one) === partitionName(place));
  return extent !== undefined && BigInt(extent.endOffset) < BigInt(offset);
}
