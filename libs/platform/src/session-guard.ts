import { Client, DatabaseError } from 'pg';
import { StartupError } from './startup-error.ts';

const answerWithinMs = 5_000;

/**
 * Refuses a pooler that gives each transaction, or each statement, another session of PostgreSQL: what Colloquy keeps
 * in a session (time limits, durability, prepared statements, the locks by which processes tell of each other, LISTEN)
 * would be lost or be somebody else's. A pooler that keeps a session for each connection is as good as none.
 * @throws StartupError; whatever keeps it from connecting
 */
export async function refuseSharedSessions(url: string): Promise<void> {
  const settings = { connectionString: url, connectionTimeoutMillis: answerWithinMs, query_timeout: answerWithinMs };
  const [one, other] = [new Client(settings), new Client(settings)];
  for (const client of [one, other]) client.on('error', () => undefined); // the statement under way says it, too
  try {
    for (const client of [one, other]) await client.connect();
    const areShared = await shareSessions(one, other).catch((error: unknown) => {
      throw error instanceof Error && 'code' in error ? error : new StartupError(tooFew, { cause: error });
    });
    if (areShared) throw new StartupError(refusal);
  } finally {
    for (const client of [one, other]) client.end().catch(() => undefined);
  }
}

const refusal =
  'DATABASE_URL: behind it is a pooler that gives every transaction another session of PostgreSQL, as PgBouncer does with pool_mode=transaction or statement; ' +
  "Colloquy's locks, prepared statements and settings need sessions of their own: give PostgreSQL's own address, or a pool with pool_mode=session";

const tooFew =
  `DATABASE_URL: two connections at a time got no answer within ${answerWithinMs / 1000} s: if a pooler is before PostgreSQL, it has to give each process ` +
  'as many sessions as it asks for (PgBouncer: default_pool_size)';

/**
 * Whether two connections are given the same session in turn. A pooler hands out the session that was used last, or the
 * one that was used longest ago, or, where others are busy, any: each shows itself within a round. Sessions of a
 * connection's own never do.
 */
async function shareSessions(one: Client, other: Client): Promise<boolean> {
  const first = await sessionOf(one);
  for (let round = 0; round < 2; round++) {
    if ((await sessionOf(other)) === first) return true;
    if (!(await began(other))) return true;
    if ((await sessionOf(other)) === first) return true; // held: nobody else can be given it
    if ((await sessionOf(one)) !== first) return true;
    await other.query('rollback');
    for (let look = 0; look < 3; look++) if ((await sessionOf(one)) !== first) return true;
  }
  return false;
}

/** False where a pooler for single statements takes no transactions. */
async function began(client: Client): Promise<boolean> {
  try {
    await client.query('begin');
    return true;
  } catch (error) {
    if (error instanceof DatabaseError) return false;
    throw error;
  }
}

/** With the start of the server: behind one address there may be several. */
async function sessionOf(client: Client): Promise<string> {
  const { rows } = await client.query<{ session: string }>(
    `select pg_backend_pid() || ' ' || pg_postmaster_start_time() as session`,
  );
  return String(rows[0]?.session);
}
