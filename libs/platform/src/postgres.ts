import { type ClientBase, Pool, type PoolConfig, types } from 'pg';

types.setTypeParser(types.builtins.INT8, readInteger);

/**
 * A 64-bit integer as a number: a position, a count. Beyond 2^53, which are 285 years at a million events a second, it
 * would be another number: such a query fails.
 */
function readInteger(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw new RangeError('PostgreSQL gave an integer that no number holds exactly');
  return number;
}

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
 * A pool with settings of its own. Time limits are set once a connection is there: poolers refuse connections that ask
 * for them as they are opened. An idle connection that breaks tells the pool; one that was lent tells nobody between
 * two statements, and an `error` event that nobody listens to would end the process: the next statement says it.
 */
export function survivingPool({
  statement_timeout = 0,
  idle_in_transaction_session_timeout = 0,
  ...settings
}: PoolConfig): Pool {
  const limits = Object.entries({ statement_timeout, idle_in_transaction_session_timeout }).filter(
    ([, limit]) => limit,
  );
  // the pool awaits it, whatever its type says
  const hooks: object = { onConnect: (client: ClientBase) => setLimits(client, limits) };
  const pool = new Pool({ ...settings, ...hooks });
  pool.on('error', ignore);
  pool.on('connect', (client) => client.on('error', ignore));
  return pool;
}

const setLimits = async (client: ClientBase, limits: readonly [name: string, limit: unknown][]): Promise<unknown> =>
  limits.length === 0
    ? undefined
    : client.query('select set_config(name, setting, false) from unnest($1::text[], $2::text[]) own (name, setting)', [
        limits.map(([name]) => name),
        limits.map(([, limit]) => String(limit)),
      ]);

const ignore = (): void => undefined;
