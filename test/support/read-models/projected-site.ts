import type { Pool } from 'pg';
import type { EventLog } from '#event-store/event-log';
import { MemoryTransport } from '#messaging/memory-transport';
import { createLogger } from '#platform/logger';
import { compareWithReplay } from '#projector/doctor/compare-with-replay';
import { type RunningProjector, startProjector } from '#projector/start-projector';
import { allProjections } from '#read-models/all-projections';
import type { TopicSettings } from '#relay/topics';
import { appendHistory } from '#test/support/database/append-history';
import { createTestDatabase, type TestDatabase } from '#test/support/database/test-database';
import { EventLogs } from '#test/support/database/event-logs';
import { PublishedLog, testTopics } from '#test/support/kafka/published-log';
import type { HistoryEvent } from '#test/support/histories/random-newsroom';
import { ReadModelTables } from './read-model-tables.ts';

const logger = createLogger('silent', 'test');

/**
 * A log, the topics that it is published to, and projectors that read from the log or from topics with a given prefix.
 */
export class ProjectedSite {
  private readonly running = new Set<RunningProjector>();

  private constructor(
    private readonly database: TestDatabase,
    private readonly logs: EventLogs,
    readonly log: EventLog,
    private readonly tables: ReadModelTables,
    readonly transport: MemoryTransport,
  ) {}

  static async open(): Promise<ProjectedSite> {
    const database = await createTestDatabase();
    const logs = new EventLogs();
    const tables = new ReadModelTables(database.url);
    return new ProjectedSite(database, logs, logs.open(database.url), tables, new MemoryTransport());
  }

  get pool(): Pool {
    return this.tables.pool;
  }

  /** Creates the topics, and a relay that publishes to them only when the spec calls it. */
  async relay(topics: TopicSettings = testTopics): Promise<PublishedLog> {
    const relay = new PublishedLog(this.pool, this.log, this.transport, topics);
    await relay.prepare();
    return relay;
  }

  /** Starts a projector with its own key cache, as in a separate process. */
  async project(source: 'log' | Pick<TopicSettings, 'prefix' | 'partitions'>): Promise<RunningProjector> {
    const kafka = source === 'log' ? undefined : { ...source, transport: this.transport, patience: 200 };
    const eventLog = this.logs.open(this.database.url);
    const projector = await startProjector({ pool: this.pool, eventLog, logger, kafka });
    projector.finished.catch(() => undefined);
    this.running.add(projector);
    return projector;
  }

  async stop(projector: RunningProjector): Promise<void> {
    this.running.delete(projector);
    await projector.stop();
  }

  /** Appends a history, then destroys the keys of the people that it erases. */
  async append(history: readonly HistoryEvent[]): Promise<void> {
    await appendHistory(this.log, history);
    for (const { type, siteId, subjectId } of history)
      if (type === 'AuthorErased') await this.log.eraseSubject(subjectId, siteId);
  }

  /** The tables whose rows differ between a replay of the log and the read models in use. */
  async differences(): Promise<string[]> {
    const wrong: string[] = [];
    let compared = 0;
    for (const projection of allProjections) {
      const { tables } = await compareWithReplay(projection, { pool: this.pool, eventLog: this.log });
      for (const { table, rows, onlyServed, onlyReplayed } of tables) {
        compared += rows;
        if (onlyServed + onlyReplayed > 0) wrong.push(`${projection.name}.${table}: ${onlyServed}/${onlyReplayed}`);
      }
    }
    if (compared === 0) throw new Error('no rows to compare');
    return wrong;
  }

  async close(): Promise<void> {
    for (const projector of this.running) await projector.stop();
    await this.transport.close();
    await this.tables.close();
    await this.logs.close();
    await this.database.drop();
  }
}
