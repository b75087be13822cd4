import { Pool, type PoolConfig, types } from 'pg';

// Positions and counts fit a double exactly (2^53 events are 285 years at a million a second).
types.setTypeParser(types.builtins.INT8, Number);

/** A pool that never ends the process: a broken connection is replaced on the next query. */
export function createPool(connectionString: string, max: number, applicationName: string): Pool {
  return survivingPool({
    connectionString,
    max,
    application_name: applicationName,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    statement_timeout: 30_000,
  });
}

/**
 * A pool with settings of its own. An idle connection that breaks tells the pool; one that was lent tells nobody between two statements, and an `error` event
 * that nobody listens to would end the process: the next statement says it.
 */
export function survivingPool(settings: PoolConfig): Pool {
  const pool = new Pool(settings);
  pool.on('error', ignore);
  pool.on('connect', (client) => client.on('error', ignore));
  return pool;
}

const ignore = (): void => undefined;
