import { ceHeaders } from '#contracts/cloud-event';
import { KafkajsTransport } from '#messaging/kafkajs/kafkajs-transport';
import type { OutgoingRecord } from '#messaging/record';
import { kafkaForTests, type TestKafka } from '#test/support/kafka/brokers';
import { publishedLike } from '#test/support/kafka/published-like';
import { removeDirectory, temporaryDirectory } from '#test/support/processes/temporary-directory';
import { installedElsewhere, runTypeScript, typeCheck } from './installed-elsewhere.ts';

const project = temporaryDirectory();

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
  const event = publishedLike(position, prev);
  return { topic, partition: 0, key: event.partitionkey, value: JSON.stringify(event), headers: ceHeaders(event) };
};

async function publish(records: readonly OutgoingRecord[]): Promise<void> {
  const logger = { debug: () => undefined, warn: () => undefined };
  const transport = new KafkajsTransport({ brokers: kafka.brokers, clientId: 'packed-consumer', logger });
  await transport.ensureTopics([{ name: topic, partitions: 1, replication: 1 }]);
  await transport.publish(records);
  await transport.close();
}

describe('the packed consumer, installed in another project', () => {
  it('has types that pass the strictest checks, including those of its dependencies', async () => {
    expect(await typeCheck(project, 'consumer.mts')).toBe('');
  });

  it('reads each event of a topic once, though one was published twice', async () => {
    const printed = await runTypeScript(project, 'consumer.mts', String(kafka.brokers[0]), topic, '3');
    expect(printed.trim().split('\n')).toEqual(['7 bridge undefined', '9 bridge undefined', '12 bridge undefined']);
  });
});
