import { partitionName } from '#contracts/topic-partition';
import type { EventTransport, PartitionExtent, Tail } from '#messaging/event-transport';
import type { PartitionOffset, TopicPartition } from '#messaging/record';
import { type ComparedLog, differenceOfTails, lineOf } from '#messaging/tails/compare-tails';
import { isPublished } from '#messaging/tails/published';
import { StartupError } from '#platform/startup-error';

/**
 * Holds the ends of the partitions that a member is to read against the log of its database, and answers how far they
 * reach. What topics lack comes from the log; what they have of another one would be applied. None where the brokers do
 * not say: they are asked at the next assignment.
 * @throws StartupError where they are not the log's; what the database throws
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
 * Whether a partition ends before an offset to begin at: it was made anew, or lost its tail, and is to be read from its
 * beginning.
 */
export function endsBefore({ offset, ...place }: PartitionOffset, extents: readonly PartitionExtent[]): boolean {
  const extent = extents.find((one) => partitionName(one) === partitionName(place));
  return extent !== undefined && BigInt(extent.endOffset) < BigInt(offset);
}
