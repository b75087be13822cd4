import { join } from 'node:path';
import { pino } from 'pino';
import { v7 as uuidv7 } from 'uuid';
import { eventTopicsOf } from '#contracts/events/topics';
import type { EventLog } from '#event-store/event-log';
import { KafkajsTransport } from '#messaging/kafkajs/kafkajs-transport';
import { PlacesInFile } from '#consumer/places';
import { readEvents } from '#consumer/read-events';
import type { VoidEvents } from '#consumer/reading-errors';
import { createPool } from '#platform/postgres';
import { anAppend, anEvent } from '#test/support/database/appends';
import { createTestDatabase, execute, type TestDatabase } from '#test/support/database/test-database';
import { aKeyring, EventLogs } from '#test/support/database/event-logs';
import { kafkaForTests, type TestKafka } from '#test/support/kafka/brokers';
import { removeDirectory, temporaryDirectory } from '#test/support/processes/temporary-directory';
import { eventOf, readLog, readTopics } from '#test/support/kafka/topic-oracle';
import { until } from '#test/support/time/until';
import { startRelay } from './relay.ts';

const keyring = aKeyring();
const logger = pino({ level: 'silent' });

/** The events that a consumer has applied: ids by position, for each partition. */
type Applied = Record<string, Record<number, string>>;

describe('the topics after a restored backup, for an external consumer', () => {
  const directory = temporaryDirectory();
  let kafka: TestKafka;
  let database: TestDatabase;
  let copy: TestDatabase;

  beforeAll(async () => {
    kafka = await kafkaForTests();
    database = await createTestDatabase();
  });
  afterAll(async () => {
    await database.drop();
    await copy.drop();
    removeDirectory(directory);
  });

  /** Appends events and publishes the whole log. */
  const publish = async (of: TestDatabase, count: number): Promise<string[]> => {
    const [pool, logs] = [createPool(of.url, 4, 'epochs spec'), new EventLogs(keyring)];
    const log = logs.open(of.url);
    await append(log, count);
    const relay = startRelay({
      pool,
      log,
      logger,
      topics: { prefix: kafka.prefix, partitions: 4, replication: 1 },
      openTransport: (line) => new KafkajsTransport({ brokers: kafka.brokers, clientId: `spec-${line}`, logger }),
    });
    await until('everything is published', async () => (await readLog(pool)).checkpoint === (await log.head()));
    await relay.stop();
    const { entries } = await readLog(pool);
    await logs.close();
    await pool.end();
    return entries.map(({ id }) => id);
  };

  const append = (log: EventLog, count: number): Promise<unknown> =>
    Promise.all(
      Array.from({ length: count }, (_, n) => {
        const data = { commentId: uuidv7(), articleId: `article-${n % 9}`, readerId: uuidv7() };
        const event = anEvent({ type: 'CommentLiked', partitionKey: `default/${data.articleId}`, data });
        return log.append(anAppend({ events: [event] }));
      }),
    );

  /**
   * Reads with the consumer package, from the place stored under this name, until it has applied exactly these events.
   */
  const read = async (name: string, wanted: readonly string[]): Promise<VoidEvents[]> => {
    const voided: VoidEvents[] = [];
    const applied: Applied = {};
    const places = new PlacesInFile<Applied>(join(directory, name), () => applied);
    Object.assign(applied, places.kept);
    const ids = () => Object.values(applied).flatMap((one) => Object.values(one));
    const reading = readEvents({
      brokers: kafka.brokers,
      groupId: `${kafka.prefix}-${name}`,
      topics: eventTopicsOf(kafka.prefix),
      places,
      onEvent: ({ topic, partition, published }) => {
        (applied[`${topic}/${partition}`] ??= {})[published.position] = published.eventId;
      },
      onVoid: (events) => {
        voided.push(events);
        const here = applied[`${events.topic}/${events.partition}`] ?? {};
        for (const position of Object.keys(here)) if (Number(position) > events.after) delete here[Number(position)];
      },
    });
    const done = until(`${name} has everything`, () => ids().toSorted().join() === wanted.toSorted().join());
    await Promise.race([done, reading.finished]);
    await reading.stop();
    return voided;
  };

  it('announce void events in order, and leave exactly the events of the log', async () => {
    const backedUp = await publish(database, 60);
    copy = await createTestDatabase(database.url);
    const lost = await publish(database, 40);
    expect(await read('late', backedUp.concat(lost.slice(60)))).toEqual([]);

    await execute(copy.url, `select begin_log_epoch(60, 'restore', 100, true)`);
    const now = await publish(copy, 30);
    expect(now.slice(0, 60)).toEqual(backedUp);
    const voided = await read('late', now);
    expect(voided.length).toBeGreaterThan(0);
    for (const events of voided) expect(events).toMatchObject({ after: 60, log: expect.stringMatching(/\.2$/) });
    expect(Math.max(...voided.map(({ upTo }) => upTo))).toBe(100);
    expect(await read('late', now)).toEqual([]);

    expect(await read('beginner', now)).toHaveLength(voided.length);

    const records = await readTopics(kafka.brokers, eventTopicsOf(kafka.prefix));
    const inLog = new Set(now);
    const phantoms = records.map(eventOf).filter(({ id, type }) => type !== 'LogEpochBegan' && !inLog.has(id));
    expect(phantoms).toHaveLength(40);
    expect(phantoms.every(({ log, position }) => log?.endsWith('.1') && Number(position) > 60)).toBe(true);
  });
});
