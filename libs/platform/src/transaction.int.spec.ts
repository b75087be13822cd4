import type { Pool } from 'pg';
import { type TestDatabase, createTestDatabase } from '#test/support/database/test-database';
import { survivingPool } from './postgres.ts';
import { inTransaction } from './transaction.ts';

describe('a transaction', () => {
  let database: TestDatabase;
  let pool: Pool;
  beforeAll(async () => {
    database = await createTestDatabase();
    pool = survivingPool({ connectionString: database.url, max: 1 });
    await pool.query('create table kept (n int)');
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });
  beforeEach(() => pool.query('delete from kept'));
  const kept = async (): Promise<number[]> =>
    (await pool.query<{ n: number }>('select n from kept')).rows.map(({ n }) => n);

  it('is committed when its work succeeds, and returns the result', async () => {
    const answer = await inTransaction(pool, async (client) => {
      await client.query('insert into kept values (1)');
      return 'done';
    });
    expect(answer).toBe('done');
    expect(await kept()).toEqual([1]);
  });

  it('is rolled back when its work fails, and releases the connection', async () => {
    const work = inTransaction(pool, async (client) => {
      await client.query('insert into kept values (2)');
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect(await kept()).toEqual([]);
  });

  it('begins with the given statement', async () => {
    const write = inTransaction(pool, (client) => client.query('insert into kept values (3)'), {
      begin: 'begin read only',
    });
    await expect(write).rejects.toMatchObject({ code: '25006' });
    expect(await kept()).toEqual([]);
  });

  it('removes a broken connection from the pool', async () => {
    const work = inTransaction(pool, async (client) => {
      await client.query('select pg_terminate_backend(pg_backend_pid())');
    });
    await expect(work).rejects.toMatchObject({ code: '57P01' });
    expect(await kept()).toEqual([]);
  });
});
