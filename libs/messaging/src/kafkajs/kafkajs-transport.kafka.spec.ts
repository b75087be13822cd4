import { randomUUID } from 'node:crypto';
import { type Admin, Kafka, logLevel, Partitioners } from 'kafkajs';
import { kafkaForTests, type TestKafka } from '#test/support/kafka/brokers';
import { until } from '#test/support/time/until';
import { describeEventTransport } from '../specification/event-transport.contract.ts';
import { KafkajsTransport } from './kafkajs-transport.ts';
import { RecordingHandler } from '../recording-handler.ts';

describe('Kafka through kafkajs', () => {
  let kafka: TestKafka;

  beforeAll(async () => {
    kafka = await kafkaForTests();
  });

  const open = () =>
    new KafkajsTransport({
      brokers: kafka.brokers,
      clientId: kafka.prefix,
      logger: { debug: () => {}, warn: () => {} },
    });

  describeEventTransport(async () => open());

  describe('a consumer', () => {
    let transport: KafkajsTransport;
    let admin: Admin;
    let topic: string;

    beforeEach(async () => {
      transport = open();
      admin = new Kafka({ brokers: [...kafka.brokers], logLevel: logLevel.NOTHING }).admin();
      await admin.connect();
      topic = `${kafka.prefix}-${randomUUID()}`;
      await transport.ensureTopics([{ name: topic, partitions: 1, replication: 1 }]);
      await transport.publish(['0', '1', '2', '3', '4', '5'].map((value) => record(value)));
    });

    afterEach(async () => {
      await admin.disconnect();
      await transport.close();
    });

    const record = (value: string) => ({ topic, partition: 0, key: 'key', value, headers: {} });

    it('reads from the oldest record left if retention has deleted its offset', async () => {
      await admin.fetchTopicOffsets(topic); // kafkajs deletes records only from topics whose metadata it has
      await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: '4' }] });
      const reader = new RecordingHandler([{ topic, partition: 0, offset: '1' }]);
      transport.consume(`late-${topic}`, [topic], reader);
      await reader.until(() => reader.records.length === 2);
      expect(reader.valuesOf(0)).toEqual(['4', '5']);
    });

    it('reads from the beginning if its offset is beyond the end, as after the loss of a topic', async () => {
      const reader = new RecordingHandler([{ topic, partition: 0, offset: '500' }]);
      transport.consume(`ahead-${topic}`, [topic], reader);
      await reader.until(() => reader.records.length === 6);
      expect(reader.valuesOf(0)).toEqual(['0', '1', '2', '3', '4', '5']);
    });

    it('is not needed to find the last record before transactions of an unrelated producer', async () => {
      const unrelated = new Kafka({ brokers: [...kafka.brokers], logLevel: logLevel.NOTHING }).producer({
        transactionalId: `unrelated-${topic}`,
        idempotent: true,
        maxInFlightRequests: 1,
        createPartitioner: Partitioners.DefaultPartitioner,
      });
      await unrelated.connect();
      for (const ending of ['commit', 'abort'] as const) {
        const transaction = await unrelated.transaction();
        await transaction.send({ topic, messages: [{ partition: 0, key: 'key', value: 'foreign' }] });
        await transaction[ending]();
      }
      await unrelated.disconnect();
      const tail = async () => (await transport.tails([topic], { counts: () => true }))[0];
      await until('both transactions have ended', async () => (await tail())?.endOffset === '10');
      expect((await tail())?.latest).toMatchObject([{ offset: '5', value: '5' }]);
    });

    it('commits its offsets to Kafka, for tools that show lag', async () => {
      const reader = new RecordingHandler();
      const consumption = transport.consume(`shown-${topic}`, [topic], reader);
      await reader.until(() => consumption.progress()[0]?.nextOffset === '6');
      await consumption.stop();
      const [offsets] = await admin.fetchOffsets({ groupId: `shown-${topic}`, topics: [topic] });
      expect(offsets?.partitions).toMatchObject([{ partition: 0, offset: '6' }]);
    });
  });
});
