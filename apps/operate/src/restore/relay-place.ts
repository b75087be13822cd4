import { isEventType } from '#contracts/event-schemas';
import { partitionName } from '#contracts/topic-partition';
import type { EventLog } from '#event-store/event-log';
import type { RelayCheckpoint } from '#relay/checkpoint';
import { destinationOf, type TopicSettings } from '#relay/topics';
import { type PartitionFindings, publishedUpTo } from './parting.ts';

const pageSize = 5000;

/**
 * Finds the checkpoint from which the relay continues: Kafka has everything up to there, in order, and nothing of this
 * log after the bound.
 * @param believed the relay's checkpoint in the backup
 */
export async function relayPlace(
  log: Pick<EventLog, 'readOutlineAfter'>,
  topics: TopicSettings,
  {
    findings,
    bound,
    believed,
  }: { findings: ReadonlyMap<string, PartitionFindings>; bound: number; believed: RelayCheckpoint },
): Promise<RelayCheckpoint> {
  const published = publishedUpTo(findings, bound);
  for (const [place, last] of Object.entries(believed.previous)) {
    const found = findings.get(place);
    // The partition had records that were deleted.
    if (found?.isCut && found.own.length === 0 && last <= bound) published.set(place, last);
  }
  const position = await firstUnpublished(log, topics, { published, from: trusted(believed, published, bound), bound });
  // Repeated events keep their chain, as far as partitions were compared.
  return { position, previous: Object.fromEntries([...published, ...publishedUpTo(findings, position)]) };
}

/** The position up to which the backup's checkpoint shows that Kafka has everything, so that it need not be checked. */
function trusted(
  { position, previous }: RelayCheckpoint,
  published: ReadonlyMap<string, number>,
  bound: number,
): number {
  const places = Object.entries(previous);
  const holds = places.length > 0 && places.every(([place, last]) => last <= (published.get(place) ?? 0));
  return holds ? Math.min(position, bound) : 0;
}

/** The position before the first event that Kafka lacks. */
async function firstUnpublished(
  log: Pick<EventLog, 'readOutlineAfter'>,
  topics: TopicSettings,
  { published, from, bound }: { published: ReadonlyMap<string, number>; from: number; bound: number },
): Promise<number> {
  const isThere = (event: { type: string; partitionKey: string; position: number }): boolean =>
    isEventType(event.type) && event.position <= (published.get(partitionName(destinationOf(event, topics))) ?? 0);
  for (let after = from; after < bound;) {
    const { events, isFull } = await log.readOutlineAfter(after, pageSize);
    const lacking = events.find((event) => event.position <= bound && !isThere(event));
    if (lacking) return lacking.position - 1;
    if (!isFull) break;
    after = events.at(-1)?.position ?? bound;
  }
  return bound;
}
