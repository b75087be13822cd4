import { join } from 'node:path';
import { Client } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '#platform/embedded-postgres';
import { migrate } from '#platform/migrate';
import { moduleMigrations } from '#platform/migrations';
import { aKey, aPersonalEvent, anAppend, anEvent } from '#test/support/database/appends';
import { createTestDatabase, type TestDatabase } from '#test/support/database/test-database';
import { EventLogs } from '#test/support/database/event-logs';
import { removeDirectory, temporaryDirectory } from '#test/support/processes/temporary-directory';

const logs = new EventLogs();
const directory = temporaryDirectory();
let database: TestDatabase;
let newCluster: EmbeddedPostgres;

beforeAll(async () => {
  database = await createTestDatabase();
  newCluster = await startEmbeddedPostgres({
    dataDir: join(directory, 'data'),
    superuserPassword: 'test',
    flags: { fsync: 'off' },
  });
  await migrate(newCluster.url, moduleMigrations());
});

afterAll(async () => {
  await logs.close();
  await newCluster.stop();
  removeDirectory(directory);
  await database.drop();
});

describe('a log that was copied row by row into a new cluster', () => {
  it('continues after its last position, and returns all its events', async () => {
    const [original, copy] = [logs.open(database.url), logs.open(newCluster.url)];
    const [subjectId, request] = [uuidv7(), anAppend({ idempotency: aKey() })];
    await original.append(request);
    await original.append(anAppend({ events: Array.from({ length: 40 }, () => aPersonalEvent(subjectId)) }));
    await copyRows(database.url, newCluster.url);

    expect(await copy.readAfter(0, 1_000)).toEqual(await original.readAfter(0, 1_000));
    expect(await copy.append({ ...request, expectedVersion: 1, idempotency: aKey() })).toMatchObject({
      position: 42,
      version: 2,
    });
    expect(await copy.append(request)).toMatchObject({ kind: 'replayed', position: 1 });
    await copy.append(anAppend({ events: [aPersonalEvent(subjectId), anEvent()] }));
    const events = await copy.readAfter(0, 1_000);
    expect(events.map(({ position }) => position)).toEqual(Array.from({ length: 44 }, (_, index) => index + 1));
    expect((await copy.open(events)).filter(({ personal }) => personal !== null)).toHaveLength(41);
  });
});

const tables = ['events', 'streams', 'idempotency_keys', 'subject_keys', 'wrapping_key', 'position_bumps'];

async function copyRows(from: string, to: string): Promise<void> {
  const [source, target] = [new Client({ connectionString: from }), new Client({ connectionString: to })];
  await Promise.all([source.connect(), target.connect()]);
  for (const table of tables) {
    const { rows } = await source.query<{ rows: string }>(
      `select coalesce(jsonb_agg(t), '[]')::text as rows from ${table} t`,
    );
    await target.query(`insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1)`, [
      rows[0]?.rows,
    ]);
  }
  await Promise.all([source.end(), target.end()]);
}
