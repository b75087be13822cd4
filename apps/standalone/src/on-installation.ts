import type { Pool } from 'pg';
import type { Config } from '#platform/config';
import { openCommandDatabase } from '#platform/database';
import { openFoundation } from '#platform/foundation';

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
