import type { Pool } from 'pg';
import type { EventLog } from '#event-store/event-log';
import { openEventLog } from '#event-store/open-event-log';
import type { Config } from '#platform/config';
import { openCommandDatabase } from '#platform/database';
import { type Foundation, openFoundation } from '#platform/foundation';
import type { Logger } from '#platform/logger';
import { whileOpen } from '#platform/opened';
import { survivingPool } from '#platform/postgres';

/** Resources that most commands use. */
export interface Installation {
  readonly pool: Pool;
  readonly eventLog: EventLog;
  readonly logger: Logger;
}

/**
 * Runs a command's work on the database and log of an installation; the service may be running or stopped.
 * @throws StartupError if the wrapping key differs
 */
export const onInstallation = <T>(config: Config, work: (installation: Installation) => Promise<T>): Promise<T> =>
  onDatabase(config, (pool, foundation) =>
    whileOpen(async (opened) => {
      const eventLog = await openEventLog(foundation);
      opened.add(() => eventLog.close());
      return work({ pool, eventLog, logger: foundation.logger });
    }),
  );

/** The same with the database only, for any wrapping key. */
export const onDatabase = <T>(config: Config, work: (pool: Pool, foundation: Foundation) => Promise<T>): Promise<T> =>
  whileOpen(async (opened) => {
    const database = await openCommandDatabase(config);
    opened.add(() => database.close());
    const foundation = await openFoundation(config, database.url, 'command');
    await foundation.pool.end(); // its time limit for statements is meant for readers
    const pool = survivingPool({ connectionString: database.url, max: 10, application_name: 'colloquy command' });
    opened.add(() => pool.end());
    return work(pool, foundation);
  });
