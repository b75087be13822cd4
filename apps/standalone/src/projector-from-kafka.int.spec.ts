import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import type { Pool } from 'pg';
import type { EventLog } from '#event-store/event-log';
import { MemoryTransport } from '#messaging/memory-transport';
import type { OutgoingRecord } from '#messaging/record';
import { createLogger } from '#platform/logger';
import { sourceMetrics } from '#projector/from-kafka/metrics';
import { batchOf } from '#relay/batch';
import { readCheckpoint } from '#relay/checkpoint';
import { topicSpecs } from '#relay/topics';
import { compareWithReplay } from '#projector/doctor/compare-with-replay';
import { rebuild } from '#projector/rebuild/rebuild';
import { type RunningProjector, startProjector } from '#projector/start-projector';
import { allProjections } from '#read-models/all-projections';
import { resume } from '#read-models/checkpoints';
import { readProgress } from '#read-models/progress';
import { appendHistory } from '#test/support/database/append-history';
import { createTestDatabase, type TestDatabase } from '#test/support/database/test-database';
import { EventLogs } from '#test/support/database/event-logs';
import { PublishedLog, RedeliveringTransport, testTopics } from '#test/support/kafka/published-log';
import { everything, historyOf } from '#test/support/histories/random-history';
import type { HistoryEvent } from '#test/support/histories/random-newsroom';
import { ReadModelTables } from '#test/support/read-models/read-model-tables';
import { until } from '#test/support/time/until';

const logger = createLogger('silent', 'test');

/** A log, its topics, and projectors that read from the log or the topics. */
class Newsroom {
  private readonly running = new Set<RunningProjector>();

  private constructor(
    readonly database: TestDatabase,
    readonly logs: EventLogs,
    readonly log: EventLog,
    readonly tables: ReadModelTables,
    readonly transport: MemoryTransport,
    readonly published: PublishedLog,
  ) {}

  static async open(transport = new MemoryTransport()): Promise<Newsroom> {
    const database = await createTestDatabase();
    const logs = new EventLogs();
    const log = logs.open(database.url);
    const tables = new ReadModelTables(database.url);
    const published = new PublishedLog(tables.pool, log, transport);
    await published.prepare();
    return new Newsroom(database, logs, log, tables, transport, published);
  }

  get pool(): Pool {
    return this.tables.pool;
  }

  /** Starts a projector with its own cache of keys, as a separate process has. */
  async project(from: 'kafka' | 'log', transport = this.transport): Promise<RunningProjector> {
    const { prefix, partitions } = testTopics;
    const kafka = from === 'kafka' ? { transport, prefix, partitions, patience: 200 } : undefined;
    const eventLog = this.logs.open(this.database.url);
    const projector = await startProjector({ pool: this.pool, eventLog, logger, kafka });
    this.running.add(projector);
    return projector;
  }

  async stop(projector: RunningProjector): Promise<void> {
    this.running.delete(projector);
    await projector.stop();
  }

  /** Appends a history, and erases the people that it erases. */
  async append(history: readonly HistoryEvent[]): Promise<void> {
    await appendHistory(this.log, history);
    await this.erase(history);
  }

  /** Erases the people that the history erases, as the service does: the key first. */
  async erase(history: readonly HistoryEvent[]): Promise<void> {
    for (const { type, siteId, subjectId } of history)
      if (type === 'AuthorErased') await this.log.eraseSubject(subjectId, siteId);
  }

  /** Rebuilds the tables from the log and compares them with the previous ones. */
  async expectAsFromTheLog(): Promise<void> {
    const generation = async () =>
      Math.max(...[...(await readProgress(this.pool)).values()].map((one) => one.generation));
    const before = await this.tables.rows(await generation());
    await rebuild(allProjections, { pool: this.pool, eventLog: this.log });
    expect(before).toEqual(await this.tables.rows(await generation()));
    expect(Object.values(before).flat().length).toBeGreaterThan(0);
  }

  /** Runs the doctor's comparison, at any positions of the partitions. */
  async expectHealthy(): Promise<void> {
    for (const projection of allProjections) {
      const { tables } = await compareWithReplay(projection, { pool: this.pool, eventLog: this.log });
      expect(tables.filter(({ onlyServed, onlyReplayed }) => onlyServed + onlyReplayed > 0)).toEqual([]);
    }
  }

  async partitions(): Promise<number> {
    const { rows } = await this.pool.query<{ count: number }>(
      'select count(*)::int as count from projection_partitions',
    );
    return rows[0]?.count ?? 0;
  }

  async close(): Promise<void> {
    for (const projector of this.running) await projector.stop();
    await this.transport.close();
    await this.tables.close();
    await this.logs.close();
    await this.database.drop();
  }
}

describe('the projector that reads from Kafka', () => {
  let newsroom: Newsroom;

  afterEach(() => newsroom.close());

  it('produces the same rows as the log, for any repetitions and chunk sizes', async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(fc.integer(), sizes, sizes, async (seed, pieces, batches) => {
        newsroom = await Newsroom.open(new RedeliveringTransport(pieces));
        const { published, log } = newsroom;
        const history = historyOf(seed, 250);
        await appendHistory(log, history);
        const first = await newsroom.project('kafka');
        let turn = 0;
        const publish = () => published.publish(batches[turn++ % batches.length] ?? 1, { repeats: turn % 3 });
        for (let left = 6; left > 0 && (await publish()); left--);
        const second = await newsroom.project('kafka');
        await newsroom.erase(history);
        while (await publish());
        await Promise.all([first.settled(), second.settled()]);
        await newsroom.expectAsFromTheLog();
        await newsroom.close();
      }),
      { numRuns: 4 },
    );
    newsroom = await Newsroom.open();
  }, 120_000);

  it('detects a missing record, and takes its event from the log', async () => {
    newsroom = await Newsroom.open();
    const { published } = newsroom;
    await newsroom.append(historyOf(7, 200));
    const projector = await newsroom.project('kafka');
    await published.publish(60);
    let dropped = 0;
    const without = (records: readonly OutgoingRecord[]) =>
      records.filter((_record, index) => (index % 10 === 3 ? !++dropped : true));
    await published.publish(100, { change: without });
    await published.publish(100, { change: withoutLast });
    await projector.settled();
    expect(dropped).toBe(10);
    await newsroom.expectAsFromTheLog();
  });

  it('skips events of unknown types', async () => {
    newsroom = await Newsroom.open();
    const { published, log } = newsroom;
    await newsroom.append(historyOf(8, 120));
    const projector = await newsroom.project('kafka');
    await published.publish(60, { change: withUnknownType });
    await published.publishAll();
    await projector.settled();
    const { rows } = await newsroom.pool.query<{ likes: number }>('select sum(likes)::int as likes from read.comments');
    const likes = (await log.readAfter(0, 1000)).filter(({ type }) => type === 'CommentLiked').length;
    expect(likes).toBeGreaterThan(rows[0]?.likes ?? 0);
    expect(projector.positions().get('thread')?.position).toBe(await log.head());
  });

  it('stops before an unreadable record, in that partition only', async () => {
    newsroom = await Newsroom.open();
    const { published, log, transport } = newsroom;
    const history = historyOf(9, 150);
    await newsroom.append(history);
    const projector = await newsroom.project('kafka');
    await published.publish(50);
    await projector.settled((await log.readAfter(0, 50)).at(-1)?.position);
    const foreign = { topic: 'test.comments', partition: 0, key: 'x', value: 'nonsense', headers: {} };
    await transport.publish([foreign]);
    await published.publishAll();
    const standing = async () => {
      const { rows } = await newsroom.pool.query<{ place: string; last: number }>(
        `select topic || '/' || partition as place, last_position::int as last from projection_partitions where name = 'thread'`,
      );
      return new Map(rows.map(({ place, last }) => [place, last]));
    };
    const { rows } = await newsroom.pool.query<{ previous: Record<string, number> }>(
      'select previous from relay_checkpoint',
    );
    const end = rows[0]?.previous ?? {};
    for (const place of ['test.comments/1', 'test.comments/2'])
      await until(`${place} is done`, async () => (await standing()).get(place) === end[place]);
    expect((await standing()).get('test.comments/0')).toBeLessThan(end['test.comments/0'] ?? 0);
    const { position = 0 } = (await readProgress(newsroom.pool)).get('thread') ?? {};
    expect(position).toBeLessThan(end['test.comments/0'] ?? 0);
  });

  it('switches to the log and back to Kafka without applying anything twice', async () => {
    newsroom = await Newsroom.open();
    const { published } = newsroom;
    const history = historyOf(10, 300);
    await newsroom.append(history.slice(0, 100));
    const first = await newsroom.project('log');
    await first.settled();
    await newsroom.stop(first);
    await published.publishAll();

    const second = await newsroom.project('kafka');
    await newsroom.append(history.slice(100, 200));
    // One partition is late: its records are missing, and the others are applied beyond the checkpoint.
    await published.publish(100, { change: withoutPartitionOne });
    const { rows } = await newsroom.pool.query<{ previous: Record<string, number> }>(
      'select previous from relay_checkpoint',
    );
    const place = 'test.comments/0';
    await until('the other partitions are done', async () => {
      const { rows: all } = await newsroom.pool.query<{ level: boolean }>(
        `select count(*) = $3 as level from projection_partitions where topic || '/' || partition = $1 and last_position = $2`,
        [place, rows[0]?.previous[place], allProjections.length],
      );
      return all[0]?.level === true;
    });
    const position = second.positions().get('thread')?.position ?? 0;
    expect(position).toBeLessThan(rows[0]?.previous[place] ?? 0);
    await newsroom.stop(second);
    expect(await newsroom.partitions()).toBeGreaterThan(0);
    await newsroom.expectHealthy();

    const third = await newsroom.project('log');
    await newsroom.append(history.slice(200, 250));
    await third.settled();
    await until('the partitions are forgotten', async () => (await newsroom.partitions()) === 0);
    await newsroom.stop(third);

    const fourth = await newsroom.project('kafka');
    await newsroom.append(history.slice(250));
    await published.publishAll();
    await fourth.settled();
    await newsroom.expectAsFromTheLog();
  });

  it('does not apply personal data that arrives after the erasure of its author', async () => {
    newsroom = await Newsroom.open();
    const { published, log, pool, transport } = newsroom;
    const history = historyOf(12, 400, { ...everything, erase: 0 });
    const flagged = history.findLast(
      ({ type, personal, subjectId }, index) =>
        type === 'CommentFlagged' &&
        personal &&
        history.slice(0, index).some((one) => one.personal && one.subjectId === subjectId),
    );
    if (!flagged) throw new Error('this history has no report with a note by an earlier author');
    const { subjectId: authorId, siteId } = flagged;
    await appendHistory(log, history);
    await log.append({ streamId: randomUUID(), expectedVersion: 0, events: [erasureOf(siteId, authorId)] });
    const notes = async () => {
      const { rows } = await pool.query('select from read.queue_reports where reporter_id = $1 and note is not null', [
        authorId,
      ]);
      return rows.length;
    };
    // The projector has the key cached from other events, and gets the erasure before the rest of them.
    const projector = await newsroom.project('kafka');
    const before = (await log.readAfter(0, 1000)).findIndex(({ eventId }) => eventId === flagged.eventId);
    await published.publish(before);
    await projector.settled((await log.readAfter(0, before)).at(-1)?.position);
    await log.eraseSubject(authorId, siteId);
    let late: Records = [];
    const keepBack = (records: Records): Records => {
      late = records.filter((record) => !isErasure(record));
      return records.filter(isErasure);
    };
    await published.publish(1000, { change: keepBack });
    await until('the erasure is applied', async () => {
      const { rows } = await pool.query('select from read.authors where author_id = $1 and erased', [authorId]);
      return rows.length === 1;
    });
    await transport.publish(late);
    await projector.settled();
    expect(await notes()).toBe(0);
  });

  it('ends if reading from Kafka fails permanently', async () => {
    newsroom = await Newsroom.open();
    const { published, pool } = newsroom;
    await newsroom.append(historyOf(13, 20));
    const projector = await newsroom.project('kafka');
    await pool.query('drop table projection_partitions');
    await published.publishAll();
    await expect(projector.finished).rejects.toThrow('projection_partitions');
  });

  it('catches up on skipped records once the stopping event can be applied', async () => {
    newsroom = await Newsroom.open();
    const { published, log, pool } = newsroom;
    const history = historyOf(14, 200);
    await newsroom.append(history);
    const poison = (await log.readAfter(0, 1000)).find(
      ({ type, data }) => type === 'ArticleUpdated' && data['title'] !== null,
    );
    const projector = await newsroom.project('kafka');
    await pool.query('alter table article_g1.articles add constraint untitled check (title is null)');
    await published.publishAll(20);
    await expect(projector.settled()).rejects.toThrow('the read model article is stopped');
    expect(projector.positions().get('article')?.position).toBeLessThan(poison?.position ?? 0);
    await pool.query('alter table article_g1.articles drop constraint untitled');
    await resume(pool, 'article', null);
    await until('it resumes', () => projector.positions().get('article')?.status === 'active');
    await projector.settled();
    await newsroom.expectAsFromTheLog();
  });

  it('continues after its tables were replaced', async () => {
    newsroom = await Newsroom.open();
    const { published, log } = newsroom;
    const history = historyOf(11, 300);
    await newsroom.append(history.slice(0, 200));
    const projector = await newsroom.project('kafka');
    const publishing = published.publishAll(7);
    await rebuild(allProjections, { pool: newsroom.pool, eventLog: log });
    await publishing;
    await newsroom.append(history.slice(200));
    await published.publishAll();
    await projector.settled();
    await newsroom.expectAsFromTheLog();
  });
});

describe('the projector of a log that was restored', () => {
  let newsroom: Newsroom;
  beforeEach(async () => void (newsroom = await Newsroom.open()));
  afterEach(() => newsroom.close());

  const holes = async (): Promise<number> => {
    const { values } = await sourceMetrics.holes.get();
    return values.reduce((sum, { value }) => sum + value, 0);
  };

  /** Publishes what the original of this copied log published later. */
  const publishVoid = async (history: readonly HistoryEvent[]): Promise<void> => {
    const { pool, log, transport } = newsroom;
    const other = await Newsroom.open();
    await other.append(history);
    const before = await readCheckpoint(pool, 'events');
    const events = await other.log.readAfter(before.position, 1000);
    await other.close();
    const publishing = { topics: testTopics, parked: new Map<number, string>(), identity: await log.identity() };
    const { records } = batchOf(events, before, publishing);
    expect(records.length).toBeGreaterThan(20);
    await transport.publish(records);
  };

  it('applies no void events, and treats markers neither as events nor as holes', async () => {
    const [history, lost, goesOn] = [historyOf(21, 100), historyOf(22, 150), historyOf(23, 60)];
    await newsroom.append(history);
    const before = await newsroom.project('kafka');
    await newsroom.published.publish(70);
    await newsroom.stop(before);
    await newsroom.published.publishAll();
    await publishVoid(lost);
    await newsroom.pool.query(`select begin_log_epoch((select max(position) from events), 'restore', 1000, true)`);
    const holesBefore = await holes();
    const projector = await newsroom.project('kafka');
    await newsroom.published.publishAll();
    await newsroom.append(goesOn);
    while (await newsroom.published.publish(13, { repeats: 1 }));
    await projector.settled();
    expect(await holes()).toBe(holesBefore);
    await newsroom.expectAsFromTheLog();
  });

  it('ends at a record of another log, and names the setting to change', async () => {
    await newsroom.append(historyOf(24, 20));
    await newsroom.published.publishAll();
    await newsroom.pool.query('update log_identity set log_id = gen_random_uuid()');
    const projector = await newsroom.project('kafka');
    await expect(projector.finished).rejects.toThrow(/set another KAFKA_TOPIC_PREFIX/i);
    expect((await readProgress(newsroom.pool)).get('thread')?.position).toBe(0);
  });

  it('ends on an outdated copy of a database, and applies nothing', async () => {
    await newsroom.append(historyOf(24, 20));
    await newsroom.published.publishAll();
    await publishVoid(historyOf(25, 120));
    const projector = await newsroom.project('kafka');
    await expect(projector.finished).rejects.toThrow(
      /where the log has none: .* Nothing is read: run "colloquy restore"/,
    );
    expect((await readProgress(newsroom.pool)).get('thread')?.position).toBe(0);
  });

  it('reads from the log what recreated topics lack', async () => {
    await newsroom.append(historyOf(26, 150));
    await newsroom.published.publish(80);
    const recreated = new MemoryTransport();
    const published = new PublishedLog(newsroom.pool, newsroom.log, recreated);
    await recreated.ensureTopics(topicSpecs(testTopics));
    const projector = await newsroom.project('kafka', recreated);
    await published.publishAll();
    await projector.settled();
    await newsroom.expectAsFromTheLog();
    await newsroom.stop(projector);
    await recreated.close();
  });
});

const erasureOf = (siteId: string, authorId: string) => ({
  eventId: randomUUID(),
  type: 'AuthorErased',
  schemaVersion: 1,
  siteId,
  partitionKey: `${siteId}/${authorId}`,
  data: { authorId, requestedBy: 'author' },
  meta: {},
});

type Records = readonly OutgoingRecord[];

const isErasure = ({ headers }: OutgoingRecord): boolean => headers['ce_type'] === 'AuthorErased';

const withoutLast = (records: Records): Records => records.slice(0, -1);

const withoutPartitionOne = (records: Records): Records => records.filter(({ partition }) => partition !== 1);

const withUnknownType = (records: Records): Records =>
  records.map((record) => ({
    ...record,
    value: String(record.value).replaceAll('"CommentLiked"', '"CommentCheered"'),
  }));
