import type { Pool } from 'pg';
import type { EventLog } from '#event-store/event-log';
import { openEventLog } from '#event-store/open-event-log';
import type { Config } from '#platform/config';
import { openCommandDatabase } from '#platform/database';
import { type Foundation, openFoundation } from '#platform/foundation';
import type { Logger } from '#platform/logger';
import { whileOpen } from '#platform/opened';
import { survivingPool } from '#platform/postgres';

/** What most commands work on. */
export interface Installation {
  readonly pool: Pool;
  readonly eventLog: EventLog;
  readonly logger: Logger;
}

/**
 * Does an operator's work on the installation's database and its log, whether the service runs or not. @throws
 * StartupError under another wrapping key
 */
export const onInstallation = <T>(config: Config, work: (installation: Installation) => Promise<T>): Promise<T> =>
  onDatabase(config, (pool, foundation) =>
    whileOpen(async (opened) => {
      const eventLog = await openEventLog(foundation);
      opened.add(() => eventLog.close());
      return work({ pool, eventLog, logger: foundation.logger });
    }),
  );

/** The same on the database alone, whatever key the log is sealed under. */
export const onDatabase = <T>(config: Config, work: (pool: Pool, foundation: Foundation) => Promise<T>): Promise<T> =>
  whileOpen(async (opened) => {
    const database = await openCommandDatabase(config);
    opened.add(() => database.close());
    const foundation = await openFoundation(config, database.url, 'command');
    await foundation.pool.end(); // its statements have a time limit, which is right for readers and wrong here
    const pool = survivingPool({ connectionString: database.url, max: 10, application_name: 'colloquy command' });
    opened.add(() => pool.end());
    return work(pool, foundation);
  });
