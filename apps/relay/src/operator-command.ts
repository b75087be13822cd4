import type { Pool } from 'pg';
import type { EventLog } from '#event-store/event-log';
import { openEventLog } from '#event-store/open-event-log';
import { readConfig } from '#platform/config';
import { openCommandDatabase } from '#platform/database';
import { type Foundation, openFoundation } from '#platform/foundation';
import { StartupError } from '#platform/startup-error';

/** What an operator's command works on. */
export interface Operation {
  readonly pool: Pool;
  readonly log: EventLog;
}

type Configured = Operation & Pick<Foundation, 'config' | 'logger'>;

/** What an operator asked for cannot be done; the message is all that is printed. */
export class CannotDo extends Error {
  override readonly name = 'CannotDo';
}

/** Runs a command on the installation's database, whether the service runs or not, and prints its answer; exit code 1 where it could not be done. */
export async function runCommand(work: (operation: Configured) => Promise<string>): Promise<void> {
  try {
    process.stdout.write(`${await onInstallation(work)}\n`);
  } catch (error) {
    const isExpected = error instanceof StartupError || error instanceof CannotDo;
    process.stderr.write(`${error instanceof Error ? (isExpected ? error.message : error.stack) : String(error)}\n`);
    process.exitCode = 1;
  }
}

async function onInstallation(work: (operation: Configured) => Promise<string>): Promise<string> {
  const config = readConfig(process.env);
  const database = await openCommandDatabase(config);
  try {
    const foundation = await openFoundation(config, database.url, 'command');
    const log = await openEventLog(foundation);
    try {
      return await work({ pool: foundation.pool, log, config, logger: foundation.logger });
    } finally {
      await log.close();
      await foundation.pool.end();
    }
  } finally {
    await database.close();
  }
}
