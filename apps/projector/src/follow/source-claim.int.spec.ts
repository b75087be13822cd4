import type { Pool } from 'pg';
import { createPool } from '#platform/postgres';
import { StartupError } from '#platform/startup-error';
import type { FencedSource } from '#read-models/source-fence';
import { createTestDatabase, type TestDatabase } from '#test/support/database/test-database';
import { until } from '#test/support/time/until';
import { SourceClaim } from './source-claim.ts';

describe('the event source of the projectors of a database', () => {
  let database: TestDatabase;
  let pool: Pool;
  let ownPool: Pool;
  const claims: SourceClaim[] = [];

  beforeEach(async () => {
    database = await createTestDatabase();
    pool = createPool(database.url, 6, 'claims');
    ownPool = createPool(database.url, 2, 'the spec');
  });
  afterEach(async () => {
    for (const claim of claims.splice(0)) claim.release();
    await pool.end();
    await ownPool.end();
    await database.drop();
  });

  const take = async (source: FencedSource): Promise<SourceClaim> => {
    const claim = await SourceClaim.take(pool, source);
    claims.push(claim);
    return claim;
  };
  /** Terminates the sessions and waits until they, and their locks, are gone. */
  const cutSessions = async (): Promise<void> => {
    const { rows } = await ownPool.query<{ pid: number }>(
      `select pid, pg_terminate_backend(pid) from pg_stat_activity where application_name = 'claims'`,
    );
    const cut = rows.map(({ pid }) => pid);
    await until('the sessions are gone', async () => {
      const left = await ownPool.query('select from pg_stat_activity where pid = any ($1)', [cut]);
      return left.rowCount === 0;
    });
  };
  const sessionsWithClaim = async (): Promise<number> => {
    const { rows } = await ownPool.query<{ count: number }>(
      `select count(*)::int as count from pg_locks where locktype = 'advisory' and mode = 'ShareLock'
       and database = (select oid from pg_database where datname = current_database())`,
    );
    return rows[0]?.count ?? 0;
  };

  it('may be read by any number of projectors', async () => {
    await Promise.all([take('kafka'), take('kafka'), take('kafka')]);
    expect(await sessionsWithClaim()).toBe(3);
  });

  it('is refused to a projector with the other source, with a hint what to do', async () => {
    const first = await take('kafka');
    await expect(take('log')).rejects.toThrow(StartupError);
    await expect(take('log')).rejects.toThrow(
      /^KAFKA_BROKERS: this projector would read the log, but another one that reads Kafka is running .*session \d+ from .*stop the others first$/,
    );
    first.release();
    await until('the session is gone', async () => (await sessionsWithClaim()) === 0);
    await take('log');
    await expect(take('kafka')).rejects.toThrow(
      'this projector would read Kafka, but another one that reads the log is running',
    );
  });

  it('is the same for all when projectors of both kinds start at once', async () => {
    const outcomes = await Promise.allSettled(
      ['log', 'kafka', 'log', 'kafka'].map((source) => take(source as FencedSource)),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
  });

  it('is claimed again when the database has cut the session', async () => {
    await take('log');
    await cutSessions();
    await until('there is a claim again', async () => (await sessionsWithClaim()) === 1);
    await expect(take('kafka')).rejects.toThrow(StartupError);
  });

  it('is lost if the other kind claims it while the session is down', async () => {
    const first = await take('log');
    const rival = await ownPool.connect();
    await rival.query('select pg_advisory_xact_lock(4206014, 0)');
    await rival.query('begin; select pg_advisory_xact_lock(4206014, 0); select pg_advisory_lock_shared(4206014, 2)');
    await cutSessions();
    await rival.query('commit');
    await expect(first.lost).rejects.toThrow('another one that reads Kafka is running on this database');
    rival.release(true);
  });
});
