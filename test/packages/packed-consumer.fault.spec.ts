import { ceHeaders, toCloudEvent } from '#contracts/cloud-event';
import { KafkajsTransport } from '#messaging/kafkajs/kafkajs-transport';
import type { OutgoingRecord } from '#messaging/record';
import { kafkaForTests, type TestKafka } from '#test/support/kafka/brokers';
import { removeDirectory, temporaryDirectory } from '#test/support/processes/temporary-directory';
import { installedElsewhere, runTypeScript, typeCheck } from './installed-elsewhere.ts';

const project = temporaryDirectory();
const logId = '0b6c3a52-5a3f-4c58-9a0e-2f1f5d1f0a11';
const uuid = (n: number): string => `019ab0f5-3d1a-7b90-8e24-${String(n).padStart(12, '0')}`;

let kafka: TestKafka;
let topic: string;

beforeAll(async () => {
  kafka = await kafkaForTests();
  topic = `${kafka.prefix}.comments`;
  await publish([like(7, null), like(9, 7), like(9, 7), like(12, 9)]);
  await installedElsewhere(project, 'consumer', ['kafkajs', 'uuid', 'zod', '@types/node']);
});

afterAll(() => removeDirectory(project));

const like = (position: number, prev: number | null): OutgoingRecord => {
  const event = toCloudEvent(
    {
      position,
      version: 1,
      eventId: uuid(position),
      type: 'CommentLiked',
      schemaVersion: 1,
      siteId: 'default',
      partitionKey: 'default/bridge',
      data: { commentId: uuid(1), articleId: 'bridge', readerId: uuid(2) },
      sealed: null,
      meta: {},
      recordedAt: new Date('2026-11-23T14:07:31.482Z'),
    },
    { log: `${logId}.1`, ...(prev !== null && { prev }) },
  );
  return { topic, partition: 0, key: event.partitionkey, value: JSON.stringify(event), headers: ceHeaders(event) };
};

async function publish(records: readonly OutgoingRecord[]): Promise<void> {
  const logger = { debug: () => undefined, warn: () => undefined };
  const transport = new KafkajsTransport({ brokers: kafka.brokers, clientId: 'packed-consumer', logger });
  await transport.ensureTopics([{ name: topic, partitions: 1, replication: 1 }]);
  await transport.publish(records);
  await transport.close();
}

describe('the packed consumer, installed elsewhere', () => {
  it('has types that hold under the strictest checks, those of its dependencies included', async () => {
    expect(await typeCheck(project, 'consumer.mts')).toBe('');
  });

  it('reads each event of a topic once', async () => {
    const printed = await runTypeScript(project, 'consumer.mts', String(kafka.brokers[0]), topic, '3');
    expect(printed.trim().split('\n')).toEqual(['7 bridge undefined', '9 bridge undefined', '12 bridge undefined']);
  });
});
