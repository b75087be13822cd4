import { Pool, types } from 'pg';

// Positions and counts fit a double exactly (2^53 events are 285 years at a million a second).
types.setTypeParser(types.builtins.INT8, Number);

/** A pool that never ends the process: a broken idle connection is replaced on the next query. */
export function createPool(connectionString: string, max: number, applicationName: string): Pool {
  const pool = new Pool({
    connectionString,
    max,
    application_name: applicationName,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    statement_timeout: 30_000,
  });
  pool.on('error', () => undefined);
  return pool;
}
