import type { Pool } from 'pg';
import type { EventLog } from '#event-store/event-log';
import { createTestDatabase, type TestDatabase } from './test-database.ts';
import { EventLogs } from './event-logs.ts';
import { survivingPool } from '#platform/postgres';

/**
 * Creates an event log in a new database for each test. Call it inside a `describe`.
 * @param stop stops the workers that use the database, before it is dropped
 */
export function suiteLog(stop?: () => Promise<unknown>): SuiteLog {
  const suite = new SuiteLog();
  beforeEach(() => suite.open());
  afterEach(async () => {
    await stop?.();
    await suite.close();
  });
  return suite;
}

export class SuiteLog {
  private opened: Opened | undefined;

  get database(): TestDatabase {
    return this.current.database;
  }

  /** A pool without the time limits of the service's pool, as operators' commands use it. */
  get pool(): Pool {
    return this.current.pool;
  }

  get log(): EventLog {
    return this.current.log;
  }

  /** Opens the same log again, as another process would. */
  get logs(): EventLogs {
    return this.current.logs;
  }

  async open(): Promise<void> {
    const database = await createTestDatabase();
    const logs = new EventLogs();
    const pool = survivingPool({ connectionString: database.url });
    this.opened = { database, logs, log: logs.open(database.url), pool };
  }

  async close(): Promise<void> {
    const opened = this.opened;
    this.opened = undefined;
    await opened?.pool.end();
    await opened?.logs.close();
    await opened?.database.drop();
  }

  private get current(): Opened {
    if (!this.opened) throw new Error('the log of a suite exists only while a test runs');
    return this.opened;
  }
}

interface Opened {
  readonly database: TestDatabase;
  readonly logs: EventLogs;
  readonly log: EventLog;
  readonly pool: Pool;
}
