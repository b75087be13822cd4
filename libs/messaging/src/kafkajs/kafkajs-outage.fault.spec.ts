import { randomUUID } from 'node:crypto';
import type { KafkaCluster } from '#scripts/kafka/cluster';
import { ownBrokers } from '#test/support/kafka/brokers';
import { KafkajsTransport } from './kafkajs-transport.ts';
import type { OutgoingRecord } from '../record.ts';
import { RecordingHandler } from '../recording-handler.ts';
import { PublishDoubt } from '../transport-errors.ts';

describe('while the brokers are unavailable', () => {
  let cluster: KafkaCluster;
  let transport: KafkajsTransport;
  let topic: string;

  beforeAll(async () => {
    cluster = await ownBrokers();
  });

  afterAll(() => cluster.stop());

  beforeEach(async () => {
    const logger = { debug: () => {}, warn: () => {} };
    transport = new KafkajsTransport({ brokers: cluster.brokers, clientId: 'outage', logger, publishLimitMs: 4000 });
    topic = `outage-${randomUUID()}`;
    await transport.ensureTopics([{ name: topic, partitions: 2, replication: 1 }]);
  });

  afterEach(() => transport.close());

  const broker = () => {
    const [node] = cluster.nodes;
    if (!node) throw new Error('the cluster has no broker');
    return node;
  };

  const batch = (from: number): OutgoingRecord[] =>
    Array.from({ length: 20 }, (_, i) => String(from + i)).map((value) => ({
      topic,
      partition: Number(value) % 2,
      key: value,
      value,
      headers: {},
    }));

  /** Returns the records after removing repetitions, as every reader does. */
  const readBack = async (count: number) => {
    const reader = new RecordingHandler();
    const consumption = transport.consume(`read-back-${topic}`, [topic], reader);
    const kept = (partition: number) => [...new Set(reader.valuesOf(partition))].map(Number);
    await reader.until(() => kept(0).length + kept(1).length >= count);
    await consumption.stop();
    return [kept(0), kept(1)];
  };

  it('a publish to stopped brokers is in doubt, and the same batch is written once they return', async () => {
    await transport.publish(batch(0));
    await broker().stop();
    await expect(transport.publish(batch(20))).rejects.toThrow(PublishDoubt);
    expect(transport.counters().producerResets).toBe(1);
    await broker().start();
    await transport.publish(batch(20));
    expect(await readBack(40)).toEqual([everySecond(0, 40), everySecond(1, 40)]);
  });

  it('a publish to a broker that stopped answering is in doubt, and keeps its order', async () => {
    await transport.publish(batch(0));
    broker().freeze();
    await expect(transport.publish(batch(20))).rejects.toThrow(PublishDoubt);
    broker().resume();
    await transport.publish(batch(20));
    await transport.publish(batch(40));
    expect(await readBack(60)).toEqual([everySecond(0, 60), everySecond(1, 60)]);
  });

  it('a first publish is in doubt, too, and a later one connects', async () => {
    await broker().kill();
    await expect(transport.publish(batch(0))).rejects.toThrow(PublishDoubt);
    await broker().start();
    await transport.publish(batch(0));
    expect(await readBack(20)).toEqual([everySecond(0, 20), everySecond(1, 20)]);
  });

  it('a consumer waits, and continues where it was', async () => {
    const reader = new RecordingHandler();
    transport.consume(`waiting-${topic}`, [topic], reader);
    await transport.publish(batch(0));
    await reader.until(() => reader.records.length === 20);
    await broker().stop();
    await broker().start();
    await transport.publish(batch(20));
    await reader.until(() => new Set(reader.records.map(({ value }) => value)).size === 40);
    expect([...new Set(reader.valuesOf(0))].map(Number)).toEqual(everySecond(0, 40));
  });

  it('the transport reports itself as disconnected, and as connected afterwards', async () => {
    await broker().stop();
    const unavailable = await transport.health();
    expect(unavailable).toMatchObject({ connected: false, brokers: [] });
    expect(unavailable.lastError?.message).toBeTruthy();
    await broker().start();
    expect(await transport.health()).toMatchObject({ connected: true, brokers: cluster.brokers });
  });
});

function everySecond(from: number, count: number): number[] {
  return Array.from({ length: count / 2 }, (_, i) => from + 2 * i);
}
