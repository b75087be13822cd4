import { once } from 'node:events';
import type { Pool } from 'pg';
import { survivingPool } from '#platform/postgres';
import { createTestDatabase, type TestDatabase } from '#test/support/database/test-database';
import { until } from '#test/support/time/until';
import { ErasureTurns } from './erasure-turns.ts';

let database: TestDatabase;
let pool: Pool;
/** Stand for two processes. */
let here: ErasureTurns;
let there: ErasureTurns;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = survivingPool({ connectionString: database.url });
  [here, there] = [new ErasureTurns(pool), new ErasureTurns(pool)];
});
afterAll(async () => {
  here.close();
  there.close();
  await pool.end();
  await database.drop();
});

const sessions = async (): Promise<number[]> =>
  (
    await pool.query<{ pid: number }>(
      `select pid from pg_stat_activity where application_name = 'colloquy erasures' and datname = current_database()`,
    )
  ).rows.map(({ pid }) => pid);

describe('the lock on an erasure', () => {
  it('has one holder at a time, within a process and across processes', async () => {
    const turn = await here.tryTake('ann');
    expect(await here.tryTake('ann')).toBeUndefined();
    expect(await there.tryTake('ann')).toBeUndefined();
    const other = await there.tryTake('bert');
    expect(other?.signal.aborted).toBe(false);
    await turn?.release();
    const next = await there.tryTake('ann');
    expect(next).toBeDefined();
    await next?.release();
    await other?.release();
  });

  it('makes a second request wait', async () => {
    const turn = await here.take('ann');
    const waiting = there.take('ann');
    await turn.release();
    await (await waiting).release();
  });

  it('is free at once when its session ends, and its holder’s signal is aborted', async () => {
    const turn = await here.take('ann');
    const aborted = once(turn.signal, 'abort');
    for (const pid of await sessions()) await pool.query('select pg_terminate_backend($1)', [pid]);
    await aborted;
    const next = await there.take('ann');
    expect(next.signal.aborted).toBe(false);
    await turn.release();
    expect(await here.tryTake('ann')).toBeUndefined();
    await next.release();
    await (await here.take('ann')).release();
  });

  it('is released when a process stops', async () => {
    await here.take('ann');
    here.close();
    await (await there.take('ann')).release();
  });

  it('holds no database snapshot', async () => {
    const turn = await here.take('bert');
    await until('the session idles in its transaction', async () => {
      const { rows } = await pool.query(
        `select from pg_stat_activity where application_name = 'colloquy erasures' and datname = current_database()
           and state = 'idle in transaction' and backend_xmin is null and backend_xid is null`,
      );
      return rows.length > 0;
    });
    await turn.release();
  });
});
