import { type TestDatabase, createTestDatabase } from '#test/support/database/test-database';
import { createPool } from './postgres.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

it('a connection that breaks while in use fails its next statement, not the process', async () => {
  const pool = createPool(database.url, 2, 'spec');
  const lent = await pool.connect();
  const { rows } = await lent.query<{ pid: number }>('select pg_backend_pid() as pid');
  const broken = new Promise((ended) => lent.once('end', () => ended(undefined)));
  await pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
  await broken;
  await expect(lent.query('select 1')).rejects.toThrow(/connection|queryable/i);
  lent.release(true);
  expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await pool.end();
});
