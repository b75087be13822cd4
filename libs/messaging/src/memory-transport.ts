import { partitionName } from '#contracts/topic-partition';
import {
  Consumption,
  EventTransport,
  PartitionExtent,
  RecordHandler,
  Tail,
  tailLimit,
  TailQuestion,
  TopicSpec,
  TransportCounters,
  TransportHealth,
} from './event-transport.ts';
import { MemoryConsumer, type MemoryPartition } from './memory-consumer.ts';
import { Acknowledged, IncomingRecord, OutgoingRecord, PartitionOffset, TopicPartition } from './record.ts';
import { cleanupPolicyOf, topicDifferences } from './topic-differences.ts';
import { ConcurrentPublish, PublishDoubt, sizeOf, TooLarge, TopicMismatch, TopicMissing } from './transport-errors.ts';

/**
 * Topics in memory, for specs. Partitions, groups and refusals work as in Kafka. Nothing is kept after the process
 * ends.
 */
export class MemoryTransport extends EventTransport {
  private readonly topics = new Map<string, MemoryTopic>();
  private readonly groups = new Map<string, MemoryGroup>();
  private publishing = false;
  private failure: 'before-writing' | 'after-writing' | undefined;
  private resets = 0;

  /** Makes the next publish fail with `PublishDoubt`, with or without the records written. */
  doubtNextPublish(when: 'before-writing' | 'after-writing'): void {
    this.failure = when;
  }

  /** Returns all records of a topic, partition by partition. */
  recordsOf(topic: string): readonly IncomingRecord[] {
    return this.topic(topic).partitions.flatMap(({ records }) => records);
  }

  /** Deletes a topic: publishing to it fails until it is created again. */
  deleteTopic(topic: string): void {
    this.topics.delete(topic);
  }

  async ensureTopics(specs: readonly TopicSpec[]): Promise<void> {
    const problems = specs.flatMap((spec) => {
      const known = this.topics.get(spec.name);
      if (known)
        return topicDifferences(spec, {
          partitions: known.partitions.length,
          replication: known.spec.replication,
          cleanupPolicy: cleanupPolicyOf(known.spec),
        });
      this.topics.set(spec.name, {
        spec,
        partitions: Array.from({ length: spec.partitions }, () => ({ begin: 0, records: [] })),
      });
      return [];
    });
    for (const group of this.groups.values()) this.share(group);
    if (problems.length > 0) throw new TopicMismatch(problems.join('; '));
  }

  async publish(records: readonly OutgoingRecord[]): Promise<readonly Acknowledged[]> {
    if (this.publishing) throw new ConcurrentPublish();
    this.publishing = true;
    try {
      await nextTurn();
      this.failWhen('before-writing');
      const acknowledged = records.map((record) => this.append(record));
      this.failWhen('after-writing');
      return acknowledged;
    } finally {
      this.publishing = false;
      for (const consumer of this.consumers()) consumer.wake();
    }
  }

  consume(name: string, topics: readonly string[], handler: RecordHandler): Consumption {
    const group = this.groups.get(name) ?? { topics, members: [] };
    const read = (at: TopicPartition) => this.topics.get(at.topic)?.partitions[at.partition] ?? nothing;
    const consumer = new MemoryConsumer(handler, read, () => {
      group.members = group.members.filter((member) => member !== consumer);
      this.share(group);
    });
    group.members.push(consumer);
    this.groups.set(name, group);
    this.share(group);
    return consumer;
  }

  async extentOf(topic: string): Promise<readonly PartitionExtent[]> {
    const { partitions } = this.topic(topic);
    return partitions.map(({ begin, records }, partition) => ({
      topic,
      partition,
      beginOffset: String(begin),
      endOffset: String(begin + records.length),
    }));
  }

  async tails(topics: readonly string[], { since, counts }: TailQuestion): Promise<readonly Tail[]> {
    const extents = await Promise.all(topics.map((topic) => this.extentOf(topic)));
    return extents.flat().map((extent) => {
      const records = this.topic(extent.topic).partitions[extent.partition]?.records ?? [];
      const wanted = since?.get(partitionName(extent));
      const counting = records.slice(-tailLimit).filter(counts);
      const latest = wanted === undefined ? counting.slice(-1) : counting.filter(isFrom(wanted));
      return { ...extent, first: records.find(counts), latest };
    });
  }

  async *scan(topic: string, from?: ReadonlyMap<string, string>): AsyncGenerator<readonly IncomingRecord[], void> {
    for (const [partition, { begin, records }] of this.topic(topic).partitions.entries())
      yield records.slice(Math.max(0, Number(from?.get(partitionName({ topic, partition })) ?? 0) - begin));
  }

  async deleteRecords(before: readonly PartitionOffset[]): Promise<void> {
    for (const { topic, partition, offset } of before) {
      const held = this.topic(topic).partitions[partition];
      if (!held) continue;
      held.records.splice(0, Number(offset) - held.begin);
      held.begin = Math.max(held.begin, Number(offset));
    }
  }

  async health(): Promise<TransportHealth> {
    return { connected: true, brokers: ['memory'], lastError: undefined };
  }

  counters(): TransportCounters {
    return { producerResets: this.resets, metadataMismatches: 0, duplicates: 0, lastSendMs: 0, consumerRestarts: 0 };
  }

  async close(): Promise<void> {
    await Promise.all(this.consumers().map((consumer) => consumer.stop()));
  }

  private consumers(): MemoryConsumer[] {
    return [...this.groups.values()].flatMap(({ members }) => members);
  }

  private share({ topics, members }: MemoryGroup): void {
    const places = topics.flatMap((topic) =>
      (this.topics.get(topic)?.partitions ?? []).map((_, partition) => ({ topic, partition })),
    );
    for (const [index, member] of members.entries()) {
      member.assign(places.filter((_, place) => place % members.length === index));
    }
  }

  private topic(name: string): MemoryTopic {
    const topic = this.topics.get(name);
    if (!topic) throw new TopicMissing(`the topic ${name} does not exist`);
    return topic;
  }

  private append(record: OutgoingRecord): Acknowledged {
    const { spec, partitions } = this.topic(record.topic);
    const partition = partitions[record.partition];
    if (!partition) throw new Error(`topic ${record.topic} has no partition ${record.partition}`);
    if (sizeOf(record) > Number(spec.config?.['max.message.bytes'] ?? kafkaDefaultLimit)) throw new TooLarge(record);
    const offset = String(partition.begin + partition.records.length);
    partition.records.push({ ...record, offset });
    return { topic: record.topic, partition: record.partition, offset, count: 1 };
  }

  private failWhen(moment: 'before-writing' | 'after-writing'): void {
    if (this.failure !== moment) return;
    this.failure = undefined;
    this.resets += 1;
    throw new PublishDoubt(`asked to fail ${moment}`);
  }
}

interface MemoryTopic {
  readonly spec: TopicSpec;
  readonly partitions: MemoryPartition[];
}

interface MemoryGroup {
  readonly topics: readonly string[];
  members: MemoryConsumer[];
}

const nothing: MemoryPartition = { begin: 0, records: [] };

const isFrom =
  (from: string) =>
  ({ offset }: IncomingRecord): boolean =>
    Number(offset) >= Number(from);

const kafkaDefaultLimit = 1024 * 1024 + 12;

const nextTurn = () => new Promise<void>((done) => setImmediate(done));
