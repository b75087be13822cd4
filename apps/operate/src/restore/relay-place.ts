import { isEventType } from '#contracts/event-schemas';
import { partitionName } from '#contracts/topic-partition';
import type { EventLog } from '#event-store/event-log';
import type { RelayCheckpoint } from '#relay/checkpoint';
import { destinationOf, type TopicSettings } from '#relay/topics';
import { type PartitionFindings, publishedUpTo } from './parting.ts';

const pageSize = 5000;

/**
 * Where the relay is to go on: everything up to there is in Kafka, in order, and what comes behind the bound is not its
 * own yet.
 * @param believed the relay's checkpoint as the backup has it
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
    // it was there, and was deleted
    if (found?.isCut && found.own.length === 0 && last <= bound) published.set(place, last);
  }
  const position = await firstUnpublished(log, topics, { published, from: trusted(believed, published, bound), bound });
  // Of what comes twice the chain is the same as it was, as far as anybody looked back.
  return { position, previous: Object.fromEntries([...published, ...publishedUpTo(findings, position)]) };
}

/** Up to where the backup's own checkpoint shows that everything is there, so that it need not be looked for. */
function trusted(
  { position, previous }: RelayCheckpoint,
  published: ReadonlyMap<string, number>,
  bound: number,
): number {
  const places = Object.entries(previous);
  const holds = places.length > 0 && places.every(([place, last]) => last <= (published.get(place) ?? 0));
  return holds ? Math.min(position, bound) : 0;
}

/** The last position before the first event that is not in Kafka. */
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
