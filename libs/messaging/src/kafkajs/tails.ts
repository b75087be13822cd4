import { partitionName } from '#contracts/topic-partition';
import { type PartitionExtent, type Tail, tailLimit, type TailQuestion } from '../event-transport.ts';
import type { IncomingRecord, TopicPartition } from '../record.ts';
import type { KafkajsCluster, FetchedMessage } from './cluster.ts';
import { incomingRecord } from './incoming-record.ts';

/** Reads as consumers do: up to the first open transaction. */
const readCommitted = 1;
/** A response contains at least one batch, whatever the limit. */
const oneBatch = 1;
const manyBatches = 1024 * 1024;

/** Returns the first and last records of each partition of these topics. */
export async function tailsOf(
  cluster: KafkajsCluster,
  topics: readonly string[],
  question: TailQuestion,
): Promise<readonly Tail[]> {
  const extents = await extentsOf(cluster, topics);
  return Promise.all(extents.map((extent) => tailOf(cluster, extent, question)));
}

/** Yields all records of a topic, starting in each partition at the offset in `from`, if any. */
export async function* scanTopic(
  cluster: KafkajsCluster,
  topic: string,
  from?: ReadonlyMap<string, string>,
): AsyncGenerator<readonly IncomingRecord[], void> {
  for (const extent of await extentsOf(cluster, [topic])) {
    const [begin, wanted] = [BigInt(extent.beginOffset), BigInt(from?.get(partitionName(extent)) ?? 0)];
    yield* readStretch(cluster, extent, largest(begin, wanted), BigInt(extent.endOffset));
  }
}

async function tailOf(
  cluster: KafkajsCluster,
  extent: PartitionExtent,
  { since, counts }: TailQuestion,
): Promise<Tail> {
  const [begin, end] = [BigInt(extent.beginOffset), BigInt(extent.endOffset)];
  if (begin >= end) return { ...extent, first: undefined, latest: [] };
  const first = (await fetchFrom(cluster, extent, begin, oneBatch)).records.find(counts);
  const wanted = since?.get(partitionName(extent));
  const oldest = largest(begin, end - BigInt(tailLimit));
  if (wanted !== undefined) {
    const latest = await recordsBetween(cluster, extent, largest(oldest, BigInt(wanted)), end);
    return { ...extent, first, latest: latest.filter(counts) };
  }
  for (const back of lookBack) {
    const from = largest(oldest, end - back);
    const last = (await recordsBetween(cluster, extent, from, end)).findLast(counts);
    if (last || from === oldest) return { ...extent, first, latest: last ? [last] : [] };
  }
  return { ...extent, first, latest: [] };
}

/**
 * In most cases the last offset is that of the last record, but not if a transaction ended there or another program
 * wrote.
 */
const lookBack = [1n, 32n, BigInt(tailLimit)];

async function recordsBetween(
  cluster: KafkajsCluster,
  place: TopicPartition,
  from: bigint,
  end: bigint,
): Promise<IncomingRecord[]> {
  const records: IncomingRecord[] = [];
  for await (const chunk of readStretch(cluster, place, from, end)) records.push(...chunk);
  return records;
}

async function* readStretch(
  cluster: KafkajsCluster,
  place: TopicPartition,
  from: bigint,
  end: bigint,
): AsyncGenerator<IncomingRecord[], void> {
  for (let at = from; at < end;) {
    const { records, next } = await fetchFrom(cluster, place, at, manyBatches);
    yield records.filter(({ offset }) => BigInt(offset) < end);
    if (next === undefined) return;
    at = next;
  }
}

/**
 * `next`: the offset to continue from; undefined if nothing is left to read, even if compaction removed offsets before
 * the end.
 */
async function fetchFrom(
  cluster: KafkajsCluster,
  { topic, partition }: TopicPartition,
  offset: bigint,
  maxBytes: number,
): Promise<{ records: IncomingRecord[]; next: bigint | undefined }> {
  const leader = cluster.findTopicPartitionMetadata(topic).find(({ partitionId }) => partitionId === partition)?.leader;
  if (leader === undefined || leader < 0) throw new Error(`${partitionName({ topic, partition })} has no leader`);
  const broker = await cluster.findBroker({ nodeId: leader });
  const { responses } = await broker.fetch({
    isolationLevel: readCommitted,
    maxWaitTime: 0,
    minBytes: 1,
    maxBytes: manyBatches,
    topics: [{ topic, partitions: [{ partition, fetchOffset: String(offset), maxBytes }] }],
  });
  // Brokers return whole batches, including records before the requested offset.
  const messages = responses
    .flatMap(({ partitions }) => partitions.flatMap((one) => one.messages))
    .filter(isFrom(offset));
  const last = messages.at(-1);
  return {
    records: messages.filter(isOfNoTransaction).map((message) => incomingRecord({ topic, partition }, message)),
    next: last && BigInt(last.offset) + 1n,
  };
}

const isFrom =
  (from: bigint) =>
  ({ offset }: FetchedMessage): boolean =>
    BigInt(offset) >= from;

const isOfNoTransaction = ({ isControlRecord, batchContext }: FetchedMessage): boolean =>
  isControlRecord !== true && batchContext?.inTransaction !== true;

async function extentsOf(cluster: KafkajsCluster, topics: readonly string[]): Promise<PartitionExtent[]> {
  await cluster.addMultipleTargetTopics(topics);
  const ask = async (fromBeginning: boolean): Promise<Map<string, string>> => {
    const answers = await cluster.fetchTopicsOffset(
      topics.map((topic) => ({ topic, fromBeginning, partitions: partitionsOf(cluster, topic) })),
    );
    return new Map(
      answers.flatMap(({ topic, partitions }) =>
        partitions.map(({ partition, offset }): [string, string] => [partitionName({ topic, partition }), offset]),
      ),
    );
  };
  const begins = await ask(true);
  const ends = await ask(false);
  return topics.flatMap((topic) =>
    partitionsOf(cluster, topic).map(({ partition }) => {
      const place = partitionName({ topic, partition });
      const [beginOffset, endOffset] = [begins.get(place), ends.get(place)];
      if (beginOffset === undefined || endOffset === undefined)
        throw new Error(`no broker returned the offsets of ${place}`);
      return { topic, partition, beginOffset, endOffset };
    }),
  );
}

const partitionsOf = (cluster: KafkajsCluster, topic: string): { partition: number }[] =>
  cluster
    .findTopicPartitionMetadata(topic)
    .map(({ partitionId }) => ({ partition: partitionId }))
    .toSorted((a, b) => a.partition - b.partition);

const largest = (a: bigint, b: bigint): bigint => (a > b ? a : b);
