import { type ClientBase, Pool, type PoolConfig, types } from 'pg';
import { pinSession } from './session-settings.ts';

types.setTypeParser(types.builtins.INT8, readInteger);

/**
 * Parses a 64-bit integer, such as a position or a count, as a number. Throws beyond 2^53, which no number holds
 * exactly (285 years at a million events a second).
 */
function readInteger(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number))
    throw new RangeError('PostgreSQL returned an integer beyond Number.MAX_SAFE_INTEGER');
  return number;
}

/** Creates a pool whose errors do not end the process: the next query replaces a broken connection. */
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
 * Creates a pool with other settings and time limits in milliseconds. Both listeners are needed: an idle connection
 * that breaks emits `error` on the pool, one in use emits it on itself, and an `error` event without a listener would
 * end the process. The next statement then fails.
 */
export function survivingPool({
  statement_timeout,
  idle_in_transaction_session_timeout,
  ...settings
}: PoolConfig): Pool {
  const limits = {
    statement_timeout: statement_timeout || 0,
    idle_in_transaction_session_timeout: idle_in_transaction_session_timeout || 0,
  };
  // The pool awaits it, although its type is void.
  const hooks: object = { onConnect: (client: ClientBase) => pinSession(client, limits) };
  const pool = new Pool({ ...settings, ...hooks });
  pool.on('error', ignore);
  pool.on('connect', (client) => client.on('error', ignore));
  return pool;
}

const ignore = (): void => undefined;
