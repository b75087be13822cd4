import { randomUUID } from 'node:crypto';
import { Writable } from 'node:stream';
import { Kafka, logLevel } from 'kafkajs';
import { pino } from 'pino';
import type { EventLog } from '#event-store/event-log';
import { KafkajsTransport } from '#messaging/kafkajs/kafkajs-transport';
import type { OutgoingRecord } from '#messaging/record';
import { readEvents } from '#consumer/read-events';
import { createPool } from '#platform/postgres';
import { type RunningProjector, startProjector } from '#projector/start-projector';
import { appendHistory } from '#test/support/database/append-history';
import { createTestDatabase, type TestDatabase } from '#test/support/database/test-database';
import { EventLogs } from '#test/support/database/event-logs';
import { type Installation, isAtRest, readModelFaults, topicFaults } from '#test/support/kafka/four-invariants';
import { kafkaForTests } from '#test/support/kafka/brokers';
import { PublishedLog } from '#test/support/kafka/published-log';
import { everything, historyOf } from '#test/support/histories/random-history';
import type { HistoryEvent } from '#test/support/histories/random-newsroom';
import { until } from '#test/support/time/until';

const partitions = 3;
type Records = readonly OutgoingRecord[];

/** An installation on a real broker. The spec acts as the relay, so it can repeat, lose and corrupt records. */
class Site implements Installation {
  /** Warnings and errors that projectors logged. */
  readonly complaints: { level: number; msg: string; projection?: string }[] = [];
  private readonly running = new Set<RunningProjector>();
  private readonly transports: KafkajsTransport[] = [];

  private constructor(
    readonly brokers: readonly string[],
    readonly prefix: string,
    readonly database: TestDatabase,
    readonly logs = new EventLogs(),
    readonly log: EventLog = logs.open(database.url),
    readonly pool = createPool(database.url, 6, 'spec'),
  ) {
    pool.on('error', () => undefined);
  }

  readonly partitions = partitions;
  readonly transport = this.connect();
  readonly published = new PublishedLog(this.pool, this.log, this.transport, {
    prefix: this.prefix,
    partitions,
    replication: 1,
  });

  static async open(): Promise<Site> {
    const { brokers, prefix } = await kafkaForTests();
    const site = new Site(brokers, prefix, await createTestDatabase());
    await site.published.prepare();
    return site;
  }

  private connect(): KafkajsTransport {
    const silent = { debug: () => undefined, warn: () => undefined };
    const transport = new KafkajsTransport({ brokers: this.brokers, clientId: 'spec', logger: silent });
    this.transports.push(transport);
    return transport;
  }

  async project(settings: { partitions?: number } = {}): Promise<RunningProjector> {
    const sink = new Writable({
      write: (line: Buffer, _encoding, done) => {
        this.complaints.push(JSON.parse(line.toString()) as (typeof this.complaints)[number]);
        done();
      },
    });
    const kafka = { transport: this.connect(), prefix: this.prefix, partitions, patience: 300, ...settings };
    const eventLog = this.logs.open(this.database.url);
    const projector = await startProjector({ pool: this.pool, eventLog, logger: pino({ level: 'warn' }, sink), kafka });
    this.running.add(projector);
    return projector;
  }

  async stop(projector: RunningProjector): Promise<void> {
    this.running.delete(projector);
    await projector.stop();
  }

  rest(): Promise<void> {
    return until('everything is published and projected', () => isAtRest(this));
  }

  holes(): number {
    return this.complaints.filter(({ msg }) => msg.startsWith('events are missing')).length;
  }

  async append(history: readonly HistoryEvent[]): Promise<void> {
    await appendHistory(this.log, history);
  }

  async close(): Promise<void> {
    await Promise.all([...this.running].map((projector) => this.stop(projector)));
    await Promise.all(this.transports.map((transport) => transport.close()));
    await this.logs.close();
    await this.pool.end();
    await this.database.drop();
  }
}

const kept = { ...everything, erase: 0 };

describe('the projector that reads from a real broker', () => {
  let site: Site;

  beforeEach(async () => {
    site = await Site.open();
  });
  afterEach(() => site.close());

  it('applies a batch once, though it is delivered three times', async () => {
    await site.append(historyOf(21, 240, kept));
    await site.project();
    while (await site.published.publish(60, { repeats: 2 }));
    await site.rest();
    expect(await topicFaults(site)).toEqual([]);
    expect(await readModelFaults(site)).toEqual([]);
    expect(site.holes()).toBe(0);
  });

  it('detects a missing record, logs it, and takes its event from the log', async () => {
    await site.append(historyOf(22, 200, kept));
    await site.project();
    await site.published.publish(80);
    let dropped = '';
    const without = (records: Records): Records => {
      // A record that another one of the same partition follows.
      const lost = records.find(({ topic, partition }, index) =>
        records.slice(index + 1).some((later) => later.topic === topic && later.partition === partition),
      );
      dropped = String(lost?.headers['ce_position']);
      return records.filter((record) => record !== lost);
    };
    await site.published.publish(60, { change: without });
    await site.published.publishAll();
    await site.rest();
    expect(await topicFaults(site)).toEqual([
      `${dropped} is missing`,
      expect.stringContaining(`has prev ${dropped}, but`),
    ]);
    expect(await readModelFaults(site)).toEqual([]);
    expect(new Set(site.complaints.map(({ level, msg }) => `${level} ${msg.slice(0, 37)}`))).toEqual(
      new Set(['50 events are missing before this record']),
    );
  });

  it('detects a lost record without a successor, too', async () => {
    await site.append(historyOf(23, 90, kept));
    await site.project();
    await site.published.publish(60);
    await site.published.publish(30, { change: (records) => records.slice(0, -1) });
    await site.rest();
    expect((await topicFaults(site)).filter((fault) => fault.endsWith('is missing'))).toHaveLength(1);
    expect(await readModelFaults(site)).toEqual([]);
    expect(site.holes()).toBeGreaterThan(0);
  });

  it('skips an event of a type that only a newer version knows', async () => {
    const history = historyOf(24, 120, kept);
    await site.append(history.slice(0, 60));
    const eventId = randomUUID();
    const event = {
      eventId,
      type: 'CommentCheered',
      schemaVersion: 1,
      siteId: 'site-0',
      partitionKey: 'site-0/article/0',
    };
    await site.log.append({
      streamId: randomUUID(),
      expectedVersion: 0,
      events: [{ ...event, data: { articleId: 'article/0', loudness: 11 }, meta: {} }],
    });
    await site.append(history.slice(60));
    await site.project();
    await site.published.publishAll();
    await site.rest();
    expect(await topicFaults(site)).toEqual([]);
    expect(await readModelFaults(site)).toEqual([]);
    expect(site.complaints).toEqual([]);
  });

  it('stops before an unreadable record, and continues once it is deleted', async () => {
    await site.append(historyOf(25, 150, kept));
    const projector = await site.project();
    await site.published.publish(50);
    const topic = `${site.prefix}.comments`;
    await site.transport.publish([{ topic, partition: 0, key: 'x', value: 'nonsense', headers: {} }]);
    await site.published.publishAll();
    await until('it stops', () => site.complaints.some(({ msg }) => msg.startsWith('partition stopped')));
    await site.stop(projector);
    const [extent] = (await site.transport.extentOf(topic)).filter(({ partition }) => partition === 0);
    // The procedure in docs/events.md: events deleted with it are read from the log.
    await deleteRecords(site.brokers, topic, String(extent?.endOffset));
    await site.project();
    await site.rest();
    expect(await readModelFaults(site)).toEqual([]);
  });

  it('reads a parked event from the log, while other consumers get a stub with its ids', async () => {
    await site.append(historyOf(26, 60, kept));
    const posted = (await site.log.readAfter(0, 60)).find(({ type }) => type === 'CommentPosted');
    const position = Number(posted?.position);
    await site.project();
    await site.published.publish(60, { parked: new Map([[position, 'larger than brokers accept']]) });
    await site.rest();
    expect(await topicFaults(site)).toEqual([]);
    expect(await readModelFaults(site)).toEqual([]);
    const seen = new Map<number, { data: unknown; isReadable: boolean }>();
    const reading = readEvents({
      brokers: site.brokers,
      groupId: `analyst-${randomUUID()}`,
      topics: [`${site.prefix}.comments`],
      onEvent: ({ published, event }) =>
        void seen.set(published.position, { data: published.data, isReadable: event !== undefined }),
    });
    const comments = (await site.log.readAfter(0, 60)).filter(
      ({ type }) => type.startsWith('Comment') || type === 'ArticleUpdated',
    );
    await until('all are read', () => seen.size === comments.length);
    await reading.stop();
    expect(seen.get(position)).toEqual({
      data: { ...idsOf(posted?.data), parked: true, reason: 'larger than brokers accept' },
      isReadable: false,
    });
    expect([...seen.values()].filter(({ isReadable }) => !isReadable)).toHaveLength(1);
  });

  it('ends if the topics have another number of partitions than configured', async () => {
    await site.append(historyOf(27, 20, kept));
    await site.published.publishAll();
    const projector = await site.project({ partitions: 4 });
    await expect(projector.finished).rejects.toThrow(
      `topic ${site.prefix}.comments has 3 partitions, but 4 are configured`,
    );
  });
});

const idsOf = ({ commentId, articleId, authorId }: Record<string, unknown> = {}) => ({
  commentId,
  articleId,
  authorId,
});

async function deleteRecords(brokers: readonly string[], topic: string, offset: string): Promise<void> {
  const admin = new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  await admin.fetchTopicOffsets(topic); // kafkajs deletes only from topics whose offsets it has fetched
  await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset }] });
  await admin.disconnect();
}
