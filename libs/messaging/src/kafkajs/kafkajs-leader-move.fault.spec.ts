import { randomUUID } from 'node:crypto';
import { type Admin, Kafka, logLevel } from 'kafkajs';
import type { KafkaCluster } from '#scripts/kafka/cluster';
import { threeBrokers } from '#test/support/kafka/brokers';
import { KafkajsTransport } from './kafkajs-transport.ts';
import type { OutgoingRecord } from '../record.ts';
import { RecordingHandler } from '../recording-handler.ts';
import { PublishDoubt } from '../transport-errors.ts';

const partitions = 6;
const batchSize = 120;

describe('while leaders move between three brokers', () => {
  let cluster: KafkaCluster;
  let transport: KafkajsTransport;
  let admin: Admin;
  let topic: string;
  let written: number;

  beforeAll(async () => {
    cluster = await threeBrokers();
    admin = new Kafka({ brokers: cluster.brokers, logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
  });

  afterAll(async () => {
    await admin.disconnect();
    await cluster.stop();
  });

  beforeEach(() => {
    const logger = { debug: () => {}, warn: () => {} };
    transport = new KafkajsTransport({ brokers: cluster.brokers, clientId: 'leaders', logger });
    topic = `leaders-${randomUUID()}`;
    written = 0;
  });

  afterEach(() => transport.close());

  /** Sends batches one after the other, as the relay does. A batch in doubt is sent again. */
  const publishUntil = async (isEnough: () => boolean) => {
    while (!isEnough()) {
      await publishOnce(Array.from({ length: batchSize }, (_, i) => record(written + i)));
      written += batchSize;
    }
  };

  const publishOnce = async (batch: readonly OutgoingRecord[]): Promise<void> => {
    try {
      await transport.publish(batch);
    } catch (error) {
      if (!(error instanceof PublishDoubt)) throw error;
      await publishOnce(batch);
    }
  };

  const record = (number: number): OutgoingRecord => ({
    topic,
    partition: number % partitions,
    key: String(number),
    value: String(number),
    headers: {},
  });

  const expectNothingLost = async () => {
    const reader = new RecordingHandler();
    transport.consume(`read-back-${topic}`, [topic], reader);
    const kept = (partition: number) => [...new Set(reader.valuesOf(partition))].map(Number);
    await reader.until(() => new Set(reader.records.map(({ value }) => value)).size >= written);
    for (let partition = 0; partition < partitions; partition++) {
      expect(kept(partition)).toEqual(
        Array.from({ length: written / partitions }, (_, i) => partition + i * partitions),
      );
    }
  };

  const leaderOf = async (partition: number): Promise<number | undefined> => {
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
    return topics[0]?.partitions.find(({ partitionId }) => partitionId === partition)?.leader;
  };

  it('every record is stored in order when one broker is stopped, another is killed, and both return', async () => {
    const config = { 'min.insync.replicas': '2' };
    await transport.ensureTopics([{ name: topic, partitions, replication: 3, config }]);
    const [stopped, killed] = cluster.nodes;
    let isOver = false;
    const restarts = (async () => {
      await stopped?.stop();
      await stopped?.start();
      await killed?.kill();
      await killed?.start();
    })().finally(() => (isOver = true));
    await publishUntil(() => isOver);
    await restarts;
    await expectNothingLost();
  });

  it('every record is stored in order when partitions move between running brokers', async () => {
    await transport.ensureTopics([{ name: topic, partitions, replication: 2 }]);
    let isOver = false;
    const handovers = (async () => {
      for (let round = 0; round < 12; round++) await handOver(round);
    })().finally(() => (isOver = true));
    await publishUntil(() => isOver);
    await handovers;
    await expectNothingLost();
  });

  // A leader that is removed from the replicas hands over at once while its broker keeps running. This makes kafkajs
  // report success for a send that lacks a partition.
  const handOver = async (round: number) => {
    const replicas = (partition: number) => [0, 1].map((i) => ((round + partition + i) % 3) + 1);
    const partitionAssignment = Array.from({ length: partitions }, (_, partition) => ({
      partition,
      replicas: replicas(partition),
    }));
    await admin.alterPartitionReassignments({ topics: [{ topic, partitionAssignment }] });
    const isDone = async (partition: number) => replicas(partition).includes((await leaderOf(partition)) ?? -1);
    for (let partition = 0; partition < partitions; partition++) while (!(await isDone(partition)));
  };
});
