import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '#test/support/database/test-database';
import { sortedBy, writeRows } from './rows.ts';

describe('writing rows', () => {
  let database: TestDatabase;
  let client: Client;

  beforeAll(async () => {
    database = await createTestDatabase();
    client = new Client({ connectionString: database.url });
    await client.connect();
    await client.query('create temporary table texts (id int, text text, tags text[], at timestamptz, facts jsonb)');
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  const insert = 'insert into texts select * from json_populate_recordset(null::texts, $1)';

  it('keeps every kind of value', async () => {
    const row = { id: 1, text: 'a "b" \\ \n 👩‍👩‍👧 שלום', tags: ['x, y', '{}'], at: new Date(1), facts: { a: [1, null] } };
    expect(await writeRows(client, 'texts', insert, [row, { id: 2 }])).toBe(2);
    const { rows } = await client.query('select * from texts order by id');
    expect(rows).toEqual([row, { id: 2, text: null, tags: null, at: null, facts: null }]);
  });

  it('replaces characters that PostgreSQL would refuse', async () => {
    await client.query('truncate texts');
    await writeRows(client, 'texts', insert, [
      { id: 1, text: 'a\u0000b\ud800c\udc00d 😀\u0001', facts: { x: '\u0000' } },
    ]);
    const { rows } = await client.query('select text, facts from texts');
    expect(rows).toEqual([{ text: 'ab\ufffdc\ufffdd 😀\u0001', facts: { x: '' } }]);
  });

  it('sends no query without rows', async () => {
    expect(await writeRows({ query: () => Promise.reject(new Error('asked')) } as never, 'texts', insert, [])).toBe(0);
  });

  it('sorts rows by key', () => {
    expect(sortedBy([{ id: 'b' }, { id: 'a' }, { id: 'c' }], 'id')).toEqual([{ id: 'a' }, { id: 'b' }, { id: 'c' }]);
  });
});
