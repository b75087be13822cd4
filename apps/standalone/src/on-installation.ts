import type { Pool } from 'pg';
import type { Config } from '#platform/config';
import { openCommandDatabase } from '#platform/database';
import { openFoundation } from '#platform/foundation';
import { StartupError } from '#platform/startup-error';

/** Does an operator's work on the installation's database, whether the service runs or not. */
export async function onInstallation<T>(config: Config, work: (pool: Pool) => Promise<T>): Promise<T> {
  const database = await openCommandDatabase(config);
  try {
    const { pool } = await openFoundation(config, database.url, 'command');
    try {
      return await work(pool);
    } finally {
      await pool.end();
    }
  } finally {
    await database.close();
  }
}

/** Prints what a command answers; exit code 1, and one line where an operator can mend it, when it fails. */
export async function printAnswer(answer: Promise<string>): Promise<void> {
  try {
    process.stdout.write(await answer);
  } catch (error) {
    const isExpected = error instanceof StartupError;
    process.stderr.write(`${error instanceof Error ? (isExpected ? error.message : error.stack) : String(error)}\n`);
    process.exitCode = 1;
  }
}
