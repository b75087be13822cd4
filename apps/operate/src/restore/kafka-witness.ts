import type { Pool } from 'pg';
import type { LogIdentity } from '#contracts/log-identity';
import { eventIdsAt } from '#event-store/restoring';
import type { EventTransport, PartitionExtent } from '#messaging/event-transport';
import type { IncomingRecord } from '#messaging/record';
import { partitionsDiffer } from '#messaging/topic-differences';
import { Refused } from '../failures';
import { PartitionFindings } from './parting';
import { readPublished } from './published';

interface Question {
  readonly transport: Pick<EventTransport, 'extentOf' | 'scan'>;
  readonly pool: Pick<Pool, 'query'>;
  readonly topics: readonly string[];
  /** Of each topic. */
  readonly partitions: number;
  /** With the epochs that consumers were told of already. */
  readonly identity: LogIdentity;
  /** Looks at every record; without it, from the end back until nothing differs any more. */
  readonly everything: boolean;
}

/** Records of a partition that are looked at first, and how many times more each time that this was not enough. */
const firstLook = 10_000n;
const growth = 16n;
/** So many records in a row, right before the first one that differs, are taken for the end of what differs. */
const sure = 5_000;

/**
 * Holds what Kafka has against the log, by `topic/partition`. Kafka alone knows of what was published after a backup was taken: of what is behind the backup's
 * end, and of what another copy of the log has put where this one has something else.
 * @throws Refused for records of another log, and where somebody publishes meanwhile
 */
export async function lookIntoKafka(question: Question): Promise<Map<string, PartitionFindings>> {
  const findings = new Map<string, PartitionFindings>();
  for (const topic of question.topics) {
    const extents = await extentsOf(question, topic);
    for (const [place, found] of await lookIntoTopic(question, topic, extents)) findings.set(place, found);
    await refuseMoved(question, topic, extents);
  }
  return findings;
}

async function lookIntoTopic(question: Question, topic: string, extents: readonly PartitionExtent[]) {
  const findings = new Map<string, PartitionFindings>();
  let open = extents.filter(({ beginOffset, endOffset }) => BigInt(beginOffset) < BigInt(endOffset));
  for (let look = firstLook; open.length > 0; look *= growth) {
    const from = new Map(
      extents.map((extent) => [
        placeOf(extent),
        open.includes(extent) ? begin(extent, look, question) : BigInt(extent.endOffset),
      ]),
    );
    for (const extent of open) findings.set(placeOf(extent), new PartitionFindings(topic, question.identity));
    for await (const chunk of question.transport.scan(
      topic,
      new Map(Array.from(from, ([place, at]) => [place, String(at)])),
    ))
      await take(question.pool, chunk, findings);
    open = open.filter((extent) => {
      const found = findings.get(placeOf(extent));
      const isWhole = from.get(placeOf(extent)) === BigInt(extent.beginOffset);
      return !isWhole && (found === undefined || found.own.length === 0 || found.before < sure);
    });
  }
  return findings;
}

function begin({ beginOffset, endOffset }: PartitionExtent, look: bigint, { everything }: Question): bigint {
  const [first, from] = [BigInt(beginOffset), BigInt(endOffset) - look];
  return everything || from < first ? first : from;
}

async function take(
  pool: Question['pool'],
  chunk: readonly IncomingRecord[],
  findings: ReadonlyMap<string, PartitionFindings>,
): Promise<void> {
  const records = chunk.flatMap((record) => readPublished(record) ?? []);
  const ids = await eventIdsAt(
    pool,
    records.map(({ position }) => position),
  );
  for (const record of records) findings.get(record.place)?.take(record, ids.get(record.position));
}

/** @throws Refused where the brokers do not answer, or the topic is not what was configured */
async function extentsOf({ transport, partitions }: Question, topic: string): Promise<readonly PartitionExtent[]> {
  const extents = await transport.extentOf(topic).catch((error: unknown) => {
    if ((error as { type?: unknown }).type === 'UNKNOWN_TOPIC_OR_PARTITION') return [];
    throw new Refused(
      `KAFKA_BROKERS: what was published to ${topic} cannot be seen (${error instanceof Error ? error.message : 'unknown'}): ` +
        'start the brokers, since nothing else knows what was published after the backup',
    );
  });
  if (extents.length > 0 && extents.length !== partitions)
    throw new Refused(
      `KAFKA_PARTITIONS: ${partitionsDiffer(topic, { found: extents.length, configured: partitions })}`,
    );
  return extents;
}

async function refuseMoved(question: Question, topic: string, before: readonly PartitionExtent[]): Promise<void> {
  const now = new Map((await extentsOf(question, topic)).map((extent) => [placeOf(extent), extent.endOffset]));
  const moved = before.find((extent) => now.get(placeOf(extent)) !== extent.endOffset);
  if (moved)
    throw new Refused(
      `something publishes to ${placeOf(moved)} right now: stop every relay, those on other databases, too`,
    );
}

const placeOf = ({ topic, partition }: { readonly topic: string; readonly partition: number }): string =>
  `${topic}/${partition}`;
