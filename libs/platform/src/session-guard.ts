import { Client, DatabaseError } from 'pg';
import { StartupError } from './startup-error.ts';

const answerWithinMs = 5_000;

/**
 * Refuses a pooler that gives each transaction or statement another PostgreSQL session. Colloquy keeps state in
 * sessions (time limits, durability, prepared statements, locks between processes, LISTEN), which would be lost or
 * mixed up. A pooler that keeps one session per connection is fine.
 * @throws StartupError; connection errors
 */
export async function refuseSharedSessions(url: string, setting = 'DATABASE_URL'): Promise<void> {
  const settings = { connectionString: url, connectionTimeoutMillis: answerWithinMs, query_timeout: answerWithinMs };
  const [one, other] = [new Client(settings), new Client(settings)];
  for (const client of [one, other]) client.on('error', () => undefined); // the running statement fails with it, too
  try {
    for (const client of [one, other]) await client.connect();
    const areShared = await shareSessions(one, other).catch((error: unknown) => {
      throw error instanceof Error && 'code' in error
        ? error
        : new StartupError(`${setting}: ${tooFew}`, { cause: error });
    });
    if (areShared) throw new StartupError(`${setting}: ${refusal}`);
  } finally {
    for (const client of [one, other]) client.end().catch(() => undefined);
  }
}

const refusal =
  'points to a pooler that gives every transaction another session of PostgreSQL, as PgBouncer does with pool_mode=transaction or statement. ' +
  "Colloquy's locks, prepared statements and settings need sessions of their own: use PostgreSQL's own address, or a pool with pool_mode=session";

const tooFew =
  `two simultaneous connections got no response within ${answerWithinMs / 1000} s. If there is a pooler before PostgreSQL, it must give each process ` +
  'as many sessions as it requests (PgBouncer: default_pool_size)';

/**
 * Returns true if two connections get the same session in turn. A pooler hands out the session used last, the one
 * unused longest, or under load any; each of these shows within a round. Connections with sessions of their own never
 * do.
 */
async function shareSessions(one: Client, other: Client): Promise<boolean> {
  const first = await sessionOf(one);
  for (let round = 0; round < 2; round++) {
    if ((await sessionOf(other)) === first) return true;
    if (!(await began(other))) return true;
    if ((await sessionOf(other)) === first) return true; // within a transaction, no other connection can get it
    if ((await sessionOf(one)) !== first) return true;
    await other.query('rollback');
    for (let look = 0; look < 3; look++) if ((await sessionOf(one)) !== first) return true;
  }
  return false;
}

/** Returns false if a pooler for single statements rejects transactions. */
async function began(client: Client): Promise<boolean> {
  try {
    await client.query('begin');
    return true;
  } catch (error) {
    if (error instanceof DatabaseError) return false;
    throw error;
  }
}

/** Includes the start time of the server: one address may lead to several. */
async function sessionOf(client: Client): Promise<string> {
  const { rows } = await client.query<{ session: string }>(
    `select pg_backend_pid() || ' ' || pg_postmaster_start_time() as session`,
  );
  return String(rows[0]?.session);
}
