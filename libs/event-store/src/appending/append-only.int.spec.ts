import { Client } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { aPersonalEvent, anAppend } from '#test/support/database/appends';
import { createTestDatabase, type TestDatabase } from '#test/support/database/test-database';
import { EventLogs } from '#test/support/database/event-logs';

const logs = new EventLogs();
let database: TestDatabase;
let client: Client;

beforeAll(async () => {
  database = await createTestDatabase();
  await logs.open(database.url).append(anAppend({ events: [aPersonalEvent(uuidv7())] }));
  client = new Client({ connectionString: database.url });
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await logs.close();
  await database.drop();
});

const columns = [
  'position',
  'stream_id',
  'version',
  'event_id',
  'type',
  'schema_version',
  'site_id',
  'partition_key',
  'subject_id',
  'data',
  'meta',
  'recorded_at',
];
const changed: Readonly<Record<string, string>> = {
  position: '999',
  stream_id: 'gen_random_uuid()',
  version: '9',
  event_id: 'gen_random_uuid()',
  type: "'Other'",
  schema_version: '9',
  site_id: "'other'",
  partition_key: "'other'",
  subject_id: 'null',
  data: `'{"a":1}'`,
  meta: `'{"a":1}'`,
  recorded_at: 'now()',
};

describe('the event log', () => {
  afterEach(async () => {
    await client.query('reset colloquy.erasing');
  });

  it.each([...columns, 'sealed'])('refuses a change of %s', async (column) => {
    await expect(client.query(`update events set ${column} = ${changed[column] ?? 'null'}`)).rejects.toThrow(
      'never changed',
    );
  });

  it.each(['delete from events', 'truncate events', 'delete from subject_keys', 'truncate subject_keys'])(
    'refuses to %s',
    async (sql) => {
      await expect(client.query(sql)).rejects.toThrow('never changed');
    },
  );

  it.each(columns)('refuses a change of %s even while erasing', async (column) => {
    await client.query("set colloquy.erasing = 'on'");
    await expect(client.query(`update events set sealed = null, ${column} = ${changed[column]}`)).rejects.toThrow(
      'never changed',
    );
  });

  it('refuses to replace sealed bytes or delete events even while erasing', async () => {
    await client.query("set colloquy.erasing = 'on'");
    await expect(client.query(String.raw`update events set sealed = '\x01'`)).rejects.toThrow('never changed');
    await expect(client.query('delete from events')).rejects.toThrow('never changed');
  });

  it('allows erasing to set sealed bytes to null', async () => {
    await client.query('begin');
    await client.query("set local colloquy.erasing = 'on'");
    const { rowCount } = await client.query('update events set sealed = null');
    await client.query('rollback');
    expect(rowCount).toBe(1);
  });

  it('has indexes only on position, stream and version, and people, because each slows every append', async () => {
    const { rows } = await client.query(
      "select indexdef from pg_indexes where tablename = 'events' order by indexname",
    );
    expect(rows).toEqual([
      { indexdef: expect.stringContaining("((meta ->> 'actorId'::text))") },
      { indexdef: expect.stringContaining('(subject_id) WHERE') }, // almost empty
      { indexdef: expect.stringContaining('("position")') },
      { indexdef: expect.stringContaining('(stream_id, version)') },
    ]);
  });
});
