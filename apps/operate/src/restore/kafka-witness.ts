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
  /** Of each topic. */
  readonly partitions: number;
  /** With the epochs that consumers were told of already. */
  readonly identity: LogIdentity;
  /** Looks at every record; without it, from the end back until nothing differs any more. */
  readonly everything: boolean;
  readonly looks?: Looks;
}

/** How far back a partition is looked at. */
interface Looks {
  /** Records that are looked at first. */
  readonly first: bigint;
  /** How many times more each time that this was not enough. */
  readonly growth: bigint;
  /** So many records that do not differ, before the first one that does, are taken for the end of what differs. */
  readonly sure: number;
}

const farBack: Looks = { first: 10_000n, growth: 16n, sure: 5_000 };

/**
 * Holds what Kafka has against the log, by `topic/partition`. Kafka alone knows of what was published after a backup
 * was taken: of what is behind the backup's end, and of what another copy of the log has put where this one has
 * something else.
 * @throws CannotDo for records of another log, and where somebody publishes meanwhile
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

/** @throws CannotDo where the brokers do not answer, or the topic is not what was configured */
async function extentsOf({ transport, partitions }: Question, topic: string): Promise<readonly PartitionExtent[]> {
  const extents = await transport.extentOf(topic).catch((error: unknown) => {
    if (error instanceof TopicMissing) return [];
    throw new CannotDo(
      `KAFKA_BROKERS: what was published to ${topic} cannot be seen (${error instanceof Error ? error.message : 'unknown'}): ` +
        'start the brokers, since nothing else knows what was published after the backup',
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
      `something publishes to ${partitionName(moved)} right now: stop every relay, those on other databases, too`,
    );
}
