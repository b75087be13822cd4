import type { Pool } from 'pg';
import type { LogIdentity } from '#contracts/log-identity';
import { partitionName } from '#contracts/topic-partition';
import { eventIdsAt } from '#event-store/restoring/restoring';
import type { EventTransport, PartitionExtent } from '#messaging/event-transport';
import type { IncomingRecord } from '#messaging/record';
import { partitionsDiffer } from '#messaging/topic-differences';
import { TopicMissing } from '#messaging/transport-errors';
import { CannotDo } from '#platform/cannot-do';
import { heldAgainstLog, PartitionFindings } from './parting.ts';

interface Question {
  readonly transport: Pick<EventTransport, 'extentOf' | 'scan'>;
  readonly pool: Pick<Pool, 'query'>;
  readonly topics: readonly string[];
  /** Number of partitions of each topic. */
  readonly partitions: number;
  /** Includes the epochs that consumers already know. */
  readonly identity: LogIdentity;
  /** Compares every record. Otherwise it compares backwards from the end until nothing differs any more. */
  readonly everything: boolean;
  readonly looks?: Looks;
}

/** How far back a partition is compared. */
interface Looks {
  /** Number of records to compare first. */
  readonly first: bigint;
  /** Factor by which that number grows while it is not enough. */
  readonly growth: bigint;
  /** With this many matching records before the first differing one, no earlier record is expected to differ. */
  readonly sure: number;
}

const farBack: Looks = { first: 10_000n, growth: 16n, sure: 5_000 };

/**
 * Compares what Kafka has with the log, by `topic/partition`. Only Kafka knows what was published after a backup was
 * taken: events after the backup's end, and different events of another copy of the log.
 * @throws CannotDo for records of another log, and if a relay publishes meanwhile
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
  const blank = (extent: PartitionExtent): [string, PartitionFindings] => [
    partitionName(extent),
    new PartitionFindings(topic, extent.partition, BigInt(extent.beginOffset) > 0n, question.identity),
  ];
  const findings = new Map(extents.map(blank));
  const { first, growth, sure } = question.looks ?? farBack;
  let open = extents.filter(({ beginOffset, endOffset }) => BigInt(beginOffset) < BigInt(endOffset));
  for (let look = first; open.length > 0; look *= growth) {
    for (const extent of open) findings.set(...blank(extent));
    const from = new Map(extents.map((extent) => [partitionName(extent), extent.endOffset]));
    for (const extent of open) from.set(partitionName(extent), String(begin(extent, look, question)));
    for await (const chunk of question.transport.scan(topic, from)) await take(question.pool, chunk, findings);
    open = open.filter((extent) => {
      const found = findings.get(partitionName(extent));
      return from.get(partitionName(extent)) !== extent.beginOffset && found && !isSure(found, sure);
    });
  }
  return findings;
}

const isSure = ({ own, before }: PartitionFindings, sure: number): boolean => own.length > 0 && before >= sure;

function begin({ beginOffset, endOffset }: PartitionExtent, look: bigint, { everything }: Question): bigint {
  const [first, from] = [BigInt(beginOffset), BigInt(endOffset) - look];
  return everything || from < first ? first : from;
}

async function take(
  pool: Question['pool'],
  chunk: readonly IncomingRecord[],
  findings: ReadonlyMap<string, PartitionFindings>,
): Promise<void> {
  const published = chunk.map(heldAgainstLog);
  const ids = await eventIdsAt(
    pool,
    published.flatMap((one) => one?.position ?? []),
  );
  for (const [at, record] of chunk.entries()) {
    const one = published[at];
    if (one) findings.get(partitionName(record))?.take(record, one, ids.get(one.position));
  }
}

/** @throws CannotDo if the brokers do not respond, or the topic differs from the configuration */
async function extentsOf({ transport, partitions }: Question, topic: string): Promise<readonly PartitionExtent[]> {
  const extents = await transport.extentOf(topic).catch((error: unknown) => {
    if (error instanceof TopicMissing) return [];
    throw new CannotDo(
      `KAFKA_BROKERS: cannot read what was published to ${topic} (${error instanceof Error ? error.message : 'unknown'}): ` +
        'start the brokers, because only they know what was published after the backup',
    );
  });
  if (extents.length > 0 && extents.length !== partitions)
    throw new CannotDo(
      `KAFKA_PARTITIONS: ${partitionsDiffer(topic, { found: extents.length, configured: partitions })}`,
    );
  return extents;
}

async function refuseMoved(question: Question, topic: string, before: readonly PartitionExtent[]): Promise<void> {
  const now = new Map((await extentsOf(question, topic)).map((extent) => [partitionName(extent), extent.endOffset]));
  const moved = before.find((extent) => now.get(partitionName(extent)) !== extent.endOffset);
  if (moved)
    throw new CannotDo(
      `a relay is publishing to ${partitionName(moved)}: stop every relay, including those on other databases`,
    );
}
