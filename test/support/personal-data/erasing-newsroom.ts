import type { Pool, PoolClient } from 'pg';
import type { OpenedEvent, SealedEvent } from '#event-store/event';
import type { EventLog } from '#event-store/event-log';
import { MemoryTransport } from '#messaging/memory-transport';
import type { OutgoingRecord } from '#messaging/record';
import { createLogger } from '#platform/logger';
import { type RunningProjector, startProjector } from '#projector/start-projector';
import { survivingPool } from '#platform/postgres';
import { createTestDatabase, type TestDatabase } from '#test/support/database/test-database';
import { EventLogs } from '#test/support/database/event-logs';
import { tablesThatHold } from './personal-traces.ts';
import { PublishedLog, testTopics } from '#test/support/kafka/published-log';
import { type Words, appendStory, wordsOfAPerson } from './words-of-a-person.ts';

const logger = createLogger('silent', 'test');
export const canary = 'xyzzyquux';

export type Records = readonly OutgoingRecord[];

export type Source = 'log' | 'kafka';

/**
 * A log from which a person is erased, and projectors that decrypted the person's events before the erasure. Such a
 * projector writes its rows late, as if it had paused between decrypting and writing.
 */
export class ErasingNewsroom {
  private readonly running: RunningProjector[] = [];
  private readonly opened = new Map<string, OpenedEvent['personal']>();
  readonly words: Words = wordsOfAPerson(canary);
  readonly transport = new MemoryTransport();
  readonly published: PublishedLog;
  /** Reads of the slow projector wait for this promise. */
  pause: Promise<unknown> = Promise.resolve();

  private constructor(
    readonly database: TestDatabase,
    readonly logs: EventLogs,
    readonly log: EventLog,
    readonly pool: Pool,
  ) {
    this.published = new PublishedLog(pool, log, this.transport);
  }

  static async open(): Promise<ErasingNewsroom> {
    const database = await createTestDatabase();
    const logs = new EventLogs();
    const log = logs.open(database.url);
    await log.start();
    const newsroom = new ErasingNewsroom(database, logs, log, survivingPool({ connectionString: database.url }));
    await newsroom.published.prepare();
    return newsroom;
  }

  /** Appends the person's events, and decrypts them as the slow process does before the erasure. */
  async say(): Promise<void> {
    await appendStory(this.log, this.words.written);
    for (const { eventId, personal } of await this.log.open(await this.log.readAfter(0, 1000)))
      this.opened.set(eventId, personal);
  }

  dropKey(): Promise<void> {
    return this.log.eraseSubject(this.words.personId, 'default');
  }

  tellErasure(): Promise<void> {
    return appendStory(this.log, this.words.erasure, this.words.written);
  }

  /** The log as the slow process sees it: it still has the personal data that it decrypted earlier. */
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

  /** Publishes the events to Kafka if the projectors read from there; from the log they read by themselves. */
  async bring(from: Source, change = (records: Records): Records => records): Promise<void> {
    if (from === 'kafka') while (await this.published.publish(500, { change }));
  }

  /** Locks all tables of the read models against writes; reads stay possible. */
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

  /** The schemas, without the number of their generation, that contain the canary in plain text. */
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
