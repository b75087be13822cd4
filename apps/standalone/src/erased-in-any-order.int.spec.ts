import { Pool, type PoolClient } from 'pg';
import { personalReadModels } from '#api/erasure/readable-rows';
import type { EventLog } from '#event-store/event-log';
import type { OpenedEvent, SealedEvent } from '#event-store/event';
import { MemoryTransport } from '#messaging/memory-transport';
import type { OutgoingRecord } from '#messaging/record';
import { createLogger } from '#platform/logger';
import { compareWithReplay } from '#projector/compare-with-replay';
import { rebuild } from '#projector/rebuild';
import { type RunningProjector, startProjector } from '#projector/start-projector';
import { allProjections } from '#read-models/all-projections';
import { readProgress } from '#read-models/progress';
import { createTestDatabase, type TestDatabase } from '../../../test/database';
import { EventLogs } from '../../../test/event-logs';
import { tablesThatHold } from '../../../test/personal-traces';
import { PublishedLog, testTopics } from '../../../test/published-log';
import { until } from '../../../test/until';
import { type Words, appendStory, wordsOfAPerson } from '../../../test/words-of-a-person';

const logger = createLogger('silent', 'test');
const canary = 'xyzzyquux';

type Records = readonly OutgoingRecord[];
const isOfAuthors = ({ topic }: OutgoingRecord): boolean => topic.endsWith('.authors');

/** A log that somebody is erased from, and projectors that opened what they read before: whatever comes between opening and writing, takes longer there. */
class Newsroom {
  private readonly running: RunningProjector[] = [];
  private readonly opened = new Map<string, OpenedEvent['personal']>();
  readonly words: Words = wordsOfAPerson(canary);
  readonly transport = new MemoryTransport();
  readonly published: PublishedLog;
  /** Reads wait for it. */
  pause: Promise<unknown> = Promise.resolve();

  private constructor(
    readonly database: TestDatabase,
    readonly logs: EventLogs,
    readonly log: EventLog,
    readonly pool: Pool,
  ) {
    this.published = new PublishedLog(pool, log, this.transport);
  }

  static async open(): Promise<Newsroom> {
    const database = await createTestDatabase();
    const logs = new EventLogs();
    const log = logs.open(database.url);
    await log.start();
    const newsroom = new Newsroom(database, logs, log, new Pool({ connectionString: database.url }));
    await newsroom.published.prepare();
    return newsroom;
  }

  /** Has everything said, and opened by a process that is slow from then on. */
  async say(): Promise<void> {
    await appendStory(this.log, this.words.said);
    for (const { eventId, personal } of await this.log.open(await this.log.readAfter(0, 1000)))
      this.opened.set(eventId, personal);
  }

  dropKey(): Promise<void> {
    return this.log.eraseSubject(this.words.personId, 'default');
  }

  tellErasure(): Promise<void> {
    return appendStory(this.log, this.words.erasure, this.words.said);
  }

  /** The log as that process has it. */
  get slow(): EventLog {
    return Object.assign(Object.create(this.log) as EventLog, {
      open: async (events: readonly SealedEvent[]) => {
        const opened = await this.log.open(events);
        return opened.map((event) => ({ ...event, personal: this.opened.get(event.eventId) ?? event.personal }));
      },
      readPage: async (...asked: Parameters<EventLog['readPage']>) => {
        if (asked[0] > 0) await this.pause;
        return this.log.readPage(...asked);
      },
    });
  }

  async project(from: Source): Promise<RunningProjector> {
    const { prefix, partitions } = testTopics;
    const kafka = from === 'kafka' ? { transport: this.transport, prefix, partitions, patience: 60_000 } : undefined;
    const projector = await startProjector({ pool: this.pool, eventLog: this.slow, logger, kafka });
    this.running.push(projector);
    return projector;
  }

  /** Has Kafka bring what there is; the log brings it by itself. */
  async bring(from: Source, change = (records: Records): Records => records): Promise<void> {
    if (from === 'kafka') while (await this.published.publish(500, { change }));
  }

  /** Keeps everybody from writing into read models, and nobody from reading them. */
  async holdTables(): Promise<PoolClient> {
    const client = await this.pool.connect();
    const { rows } = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname ~ '_g\\d+$'`,
    );
    await client.query(`begin; lock table ${rows.map(({ name }) => name).join(', ')} in share mode`);
    return client;
  }

  async writersWaiting(): Promise<number> {
    const { rows } = await this.pool.query<{ count: number }>(
      `select count(distinct pid)::int as count from pg_locks where not granted and mode = 'RowExclusiveLock'`,
    );
    return rows[0]?.count ?? 0;
  }

  /** The schemas, without their generation's number, in which the canary can be read. */
  async schemasWithCanary(): Promise<string[]> {
    const { found, looked } = await tablesThatHold(this.database.url, canary);
    expect(looked).toBeGreaterThan(20);
    return [...new Set(found.map((table) => table.replace(/(_g\d+)?\..*$/, '')))].toSorted();
  }

  async close(): Promise<void> {
    await Promise.all(this.running.map((projector) => projector.stop()));
    await this.transport.close();
    await this.pool.end();
    await this.logs.close();
    await this.database.drop();
  }
}

type Source = 'log' | 'kafka';
const sources: Source[] = ['log', 'kafka'];

describe('the read models of somebody who is erased', () => {
  let newsroom: Newsroom;

  beforeEach(async () => {
    newsroom = await Newsroom.open();
    await newsroom.say();
  });
  afterEach(() => newsroom.close());

  const erasedIsApplied = async (): Promise<boolean> => {
    const { rows } = await newsroom.pool.query('select from read.authors where author_id = $1 and erased', [
      newsroom.words.personId,
    ]);
    return rows.length === 1;
  };

  describe.each(sources)('that are brought by the %s', (source) => {
    it('hold all of it as long as nobody is erased', async () => {
      const projector = await newsroom.project(source);
      await newsroom.bring(source);
      await projector.settled();
      const all = personalReadModels.map((name) => name.replaceAll('-', '_'));
      expect(await newsroom.schemasWithCanary()).toEqual(all.toSorted());
    });

    it('get nothing of it any more once the key is gone, though it was opened before', async () => {
      await newsroom.dropKey();
      const projector = await newsroom.project(source);
      await newsroom.bring(source);
      await projector.settled();
      expect(await newsroom.schemasWithCanary()).toEqual([]);
      await newsroom.tellErasure();
      await newsroom.bring(source);
      await projector.settled();
      expect(await newsroom.schemasWithCanary()).toEqual([]);
    });

    it('lose it where the key goes, and the erasure comes, while a transaction is about to write it', async () => {
      const projector = await newsroom.project(source);
      const tables = await newsroom.holdTables();
      await newsroom.bring(source);
      await until('they are about to write', async () => (await newsroom.writersWaiting()) > 0);
      await newsroom.dropKey();
      await newsroom.tellErasure();
      await newsroom.bring(source);
      await tables.query('commit');
      tables.release();
      await projector.settled();
      expect(await newsroom.schemasWithCanary()).toEqual([]);
      expect(await erasedIsApplied()).toBe(true);
    });

    it('get nothing of it by the halves of a batch that cannot be applied', async () => {
      const projector = await newsroom.project(source);
      await newsroom.pool.query(
        `alter table moderation_queue_g1.queue_reports add constraint poison check (reason <> 'other')`,
      );
      await newsroom.dropKey();
      await newsroom.bring(source);
      await until('it has stopped', () => projector.positions().get('moderation-queue')?.status === 'stopped');
      const { rows } = await newsroom.pool.query<{ reports: number }>(
        'select count(*)::int as reports from read.queue_reports',
      );
      expect(rows[0]?.reports).toBe(2);
      expect(await newsroom.schemasWithCanary()).toEqual([]);
    });
  });

  it('get nothing of it by a partition that is slower than the erasure', async () => {
    const projector = await newsroom.project('kafka');
    await newsroom.dropKey();
    await newsroom.tellErasure();
    let late: Records = [];
    await newsroom.bring('kafka', (records) => {
      late = records.filter((record) => !isOfAuthors(record));
      return records.filter(isOfAuthors);
    });
    await until('the erasure is applied', erasedIsApplied);
    const withdrawal = late.findLastIndex(({ headers }) => headers['ce_type'] === 'CommentWithdrawn');
    await newsroom.transport.publish(late.slice(0, withdrawal));
    const last = Number(late[withdrawal - 1]?.headers['ce_position']);
    await until('what is late is applied', async () => {
      const { rows } = await newsroom.pool.query('select from projection_partitions where last_position = $1', [last]);
      return rows.length === allProjections.length;
    });
    expect(await newsroom.schemasWithCanary()).toEqual([]);
    await newsroom.transport.publish(late.slice(withdrawal));
    await projector.settled();
    expect(await newsroom.schemasWithCanary()).toEqual([]);
  });

  describe('that are built anew', () => {
    const build = (batchSize: number): Promise<void> =>
      rebuild(allProjections, { pool: newsroom.pool, eventLog: newsroom.slow, batchSize });

    it('get nothing of it once the key is gone, though it was opened before, and equal a replay', async () => {
      const projector = await newsroom.project('log');
      await projector.settled();
      await newsroom.dropKey();
      await build(4);
      expect(await newsroom.schemasWithCanary()).toEqual([]);
      for (const projection of allProjections) {
        const { tables } = await compareWithReplay(projection, { pool: newsroom.pool, eventLog: newsroom.slow });
        expect(tables.filter(({ onlyServed, onlyReplayed }) => onlyServed + onlyReplayed > 0)).toEqual([]);
      }
      expect(await newsroom.schemasWithCanary()).toEqual([]);
    });

    it('lose what they had of it when the erasure passes in the middle', async () => {
      const projector = await newsroom.project('log');
      await projector.settled();
      let goOn: () => void = () => undefined;
      newsroom.pause = new Promise<void>((resolve) => (goOn = resolve));
      const building = build(4);
      await until('half of it is built', async () => {
        const { rows } = await newsroom.pool.query(
          `select from projection_checkpoints where status = 'building' and position > 0`,
        );
        return rows.length === allProjections.length;
      });
      await newsroom.dropKey();
      await newsroom.tellErasure();
      goOn();
      await building;
      await projector.settled();
      expect([...(await readProgress(newsroom.pool)).values()].map(({ generation }) => generation)).toEqual(
        allProjections.map(() => 2),
      );
      expect(await newsroom.schemasWithCanary()).toEqual([]);
    });

    it('lose it when the erasure passes while they are about to take the old ones’ place', async () => {
      const projector = await newsroom.project('log');
      await projector.settled();
      const holder = await newsroom.pool.connect();
      await holder.query(`begin; select from projection_checkpoints where status = 'active' for update`);
      const building = build(5000);
      await until('a swap waits', async () => {
        const { rows } = await newsroom.pool.query(
          `select from pg_stat_activity where wait_event_type = 'Lock' and query like '%for update%'`,
        );
        return rows.length > 0;
      });
      await newsroom.dropKey();
      await newsroom.tellErasure();
      await holder.query('commit');
      holder.release();
      await building;
      await projector.settled();
      expect(await newsroom.schemasWithCanary()).toEqual([]);
    });
  });
});
