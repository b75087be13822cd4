import kafkajs, { Kafka, logLevel } from 'kafkajs';
import { pino } from 'pino';
import type { Pool } from 'pg';
import { eventTopicsOf } from '#contracts/events/topics';
import { EventLogs } from '#test/support/database/event-logs';
import { anAppend, anEvent } from '#test/support/database/appends';
import { type TestDatabase, createTestDatabase } from '#test/support/database/test-database';
import { type TestKafka, kafkaForTests } from '#test/support/kafka/brokers';
import { faultsIn, misplaced, readLog, readTopics } from '#test/support/kafka/topic-oracle';
import { until } from '#test/support/time/until';
import { newestLabel } from '#contracts/log-identity';
import type { EventLog } from '#event-store/event-log';
import type { IncomingRecord } from '#messaging/record';
import { KafkajsTransport } from '#messaging/kafkajs/kafkajs-transport';
import { createPool } from '#platform/postgres';
import { type RunningRelay, startRelay } from './relay.ts';

const logger = pino({ level: 'silent' });

describe('a relay on a real broker', () => {
  let kafka: TestKafka;
  let database: TestDatabase;
  let pool: Pool;
  let logs: EventLogs;
  let log: EventLog;
  let relay: RunningRelay;

  beforeAll(async () => {
    kafka = await kafkaForTests();
    database = await createTestDatabase();
    pool = createPool(database.url, 8, 'relay spec');
    logs = new EventLogs();
    log = logs.open(database.url);
    relay = start(6);
  });

  afterAll(async () => {
    await relay.stop();
    await logs.close();
    await pool.end();
    await database.drop();
  });

  const start = (partitions: number): RunningRelay =>
    startRelay({
      pool,
      log,
      logger,
      topics: { prefix: kafka.prefix, partitions, replication: 1, publicUrl: 'https://comments.example' },
      openTransport: (line) => new KafkajsTransport({ brokers: kafka.brokers, clientId: `spec-${line}`, logger }),
    });

  const publishedAll = async (): Promise<readonly IncomingRecord[]> => {
    await until('everything is published', async () => (await readLog(pool)).checkpoint === (await log.head()));
    return readTopics(kafka.brokers, eventTopicsOf(kafka.prefix));
  };

  const sealed = Buffer.from('sealed already');

  it('writes structured CloudEvents, with every attribute also as a header, and the partition key as record key', async () => {
    const event = anEvent({
      type: 'CommentEdited',
      partitionKey: 'default/bridge',
      data: { commentId: 'a-comment', articleId: 'bridge', authorId: 'an-author' },
      subjectId: '0190a0a0-0000-7000-8000-000000000001',
      personal: { body: 'What I think' },
      meta: { traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01' },
    });
    await log.append(anAppend({ events: [event] }));
    const [record] = await publishedAll();
    expect(record).toMatchObject({ topic: `${kafka.prefix}.comments`, key: 'default/bridge' });
    const { sealed: text, ...value } = JSON.parse(String(record?.value)).data;
    expect(value).toEqual(event.data);
    expect(Buffer.from(text, 'base64').length).toBeGreaterThan(sealed.length);
    const attributes = {
      specversion: '1.0',
      id: event.eventId,
      source: '/sites/default',
      type: 'CommentEdited',
      subject: 'a-comment',
      time: expect.stringMatching(/^\d{4}-.+Z$/),
      datacontenttype: 'application/json',
      dataschema: 'https://comments.example/schemas/CommentEdited/1.json',
      partitionkey: 'default/bridge',
      log: newestLabel(await log.identity()),
      position: '1',
      streamversion: 1,
      traceparent: event.meta['traceparent'],
    };
    expect(JSON.parse(String(record?.value))).toEqual({ ...attributes, data: expect.anything() });
    const headers = Object.entries({ ...attributes, streamversion: '1' }).map(([name, content]) => [
      `ce_${name}`,
      content,
    ]);
    expect(record?.headers).toEqual({
      'content-type': 'application/cloudevents+json',
      ...Object.fromEntries(headers),
    });
  });

  it('writes the whole log in order, each partition as a chain', async () => {
    await Promise.all(
      Array.from({ length: 300 }, (_, n) =>
        log.append(anAppend({ events: [anEvent({ partitionKey: `default/article-${n % 17}` })] })),
      ),
    );
    const records = await publishedAll();
    expect(faultsIn(records, await readLog(pool))).toEqual([]);
    expect(misplaced(records, 6)).toEqual([]);
  });

  it('gives each record the time at which its event was recorded, which is earlier than when it was sent', async () => {
    await log.append(anAppend({ events: Array.from({ length: 300 }, () => anEvent()) }));
    const count = (await publishedAll()).length;
    const consumer = new Kafka({ brokers: [...kafka.brokers], logLevel: logLevel.NOTHING }).consumer({
      groupId: 'times',
    });
    const differences: number[] = [];
    await consumer.connect();
    await consumer.subscribe({ topics: eventTopicsOf(kafka.prefix), fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ message }) => {
        const { time } = JSON.parse(String(message.value)) as { time: string };
        differences.push(Number(message.timestamp) - Date.parse(time));
      },
    });
    await until('the records are read', () => differences.length >= count);
    await consumer.disconnect();
    expect(new Set(differences)).toEqual(new Set([0]));
  });

  it('creates event topics without retention limits, and a compacted topic of counts', async () => {
    await publishedAll();
    expect(await configOf('comments', ['cleanup.policy', 'retention.ms', 'retention.bytes'])).toEqual({
      'cleanup.policy': 'delete',
      'retention.ms': '-1',
      'retention.bytes': '-1',
    });
    expect(await configOf('article-counts', ['cleanup.policy'])).toEqual({ 'cleanup.policy': 'compact' });
  });

  it('refuses topics with another number of partitions than configured', async () => {
    await publishedAll();
    await relay.stop();
    await expect(start(7).finished).rejects.toThrow(
      `topic ${kafka.prefix}.comments has 6 partitions, but 7 are configured`,
    );
  });

  async function configOf(topic: string, configNames: string[]): Promise<Record<string, string | undefined>> {
    const admin = new Kafka({ brokers: [...kafka.brokers], logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    const resource = { type: kafkajs.ConfigResourceTypes.TOPIC, name: `${kafka.prefix}.${topic}`, configNames };
    const { resources } = await admin.describeConfigs({ resources: [resource], includeSynonyms: false });
    await admin.disconnect();
    return Object.fromEntries(
      resources.flatMap(({ configEntries }) =>
        configEntries.map(({ configName, configValue }) => [configName, configValue]),
      ),
    );
  }
});
