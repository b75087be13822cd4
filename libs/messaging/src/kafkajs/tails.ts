import { partitionName } from '#contracts/topic-partition';
import { type PartitionExtent, type Tail, tailLimit, type TailQuestion } from '../event-transport.ts';
import type { IncomingRecord, TopicPartition } from '../record.ts';
import type { KafkajsCluster, FetchedMessage } from './cluster.ts';
import { incomingRecord } from './incoming-record.ts';

/** As consumers see a partition: up to where no transaction is open. */
const readCommitted = 1;
/** A request answers one batch at least, whatever it is told. */
const oneBatch = 1;
const manyBatches = 1024 * 1024;

/** How each partition of these topics begins and ends. */
export async function tailsOf(
  cluster: KafkajsCluster,
  topics: readonly string[],
  question: TailQuestion,
): Promise<readonly Tail[]> {
  const extents = await extentsOf(cluster, topics);
  return Promise.all(extents.map((extent) => tailOf(cluster, extent, question)));
}

/** Everything that a topic holds now; of each partition, from an offset on where one is given. */
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
 * The last offset is mostly that of the last record. It is not where a transaction ended there, or a stranger wrote.
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
 * `next`: where to go on; undefined where nothing is left to read, be it for all the offsets that compaction emptied.
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
  // A batch is answered whole: what lies before the offset asked for comes with it.
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
      if (beginOffset === undefined || endOffset === undefined) throw new Error(`no broker says where ${place} ends`);
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
