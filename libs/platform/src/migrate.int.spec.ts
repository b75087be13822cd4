import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '#test/support/database/test-database';
import { removeDirectory, temporaryDirectory } from '#test/support/processes/temporary-directory';
import { migrate, type MigrationDirectory } from './migrate.ts';

describe('the migrations', () => {
  let database: TestDatabase;
  let client: Client;
  let scratch: string;
  let rooms: MigrationDirectory[];

  beforeEach(async () => {
    database = await createTestDatabase();
    client = new Client({ connectionString: database.url });
    await client.connect();
    await client.query('drop table if exists schema_migrations'); // what the template has, this database forgets
    scratch = temporaryDirectory();
    rooms = ['attic', 'cellar'].map((room) => ({ room, directory: join(scratch, room) }));
    for (const { directory } of rooms) mkdirSync(directory);
  });
  afterEach(async () => {
    await client.end();
    await database.drop();
    removeDirectory(scratch);
  });

  const write = (name: string, sql: string): void => writeFileSync(join(scratch, name), sql);
  const exists = async (table: string): Promise<boolean> =>
    (await client.query<{ found: boolean }>('select to_regclass($1) is not null as found', [table])).rows[0]?.found ===
    true;

  it('are applied by number and then by room, each once', async () => {
    write('cellar/0001_wine.sql', "create table wine (name text); insert into wine values ('a bottle');");
    write('attic/0002_box.sql', 'create table box as select * from wine;');
    write('attic/0001_trunk.sql', 'create table trunk ();');
    expect(await migrate(database.url, rooms)).toEqual([
      'attic/0001_trunk.sql',
      'cellar/0001_wine.sql',
      'attic/0002_box.sql',
    ]);
    expect((await client.query('select * from box')).rows).toEqual([{ name: 'a bottle' }]);
    expect(await migrate(database.url, rooms)).toEqual([]);
  });

  it('come late without disturbing what a room did before', async () => {
    write('cellar/0003_wine.sql', 'create table wine ();');
    await migrate(database.url, rooms);
    write('attic/0002_box.sql', 'create table box ();');
    expect(await migrate(database.url, rooms)).toEqual(['attic/0002_box.sql']);
  });

  it('are applied once by processes that start together', async () => {
    write('attic/0001_trunk.sql', 'create table trunk ();');
    const applied = await Promise.all([1, 2, 3, 4].map(() => migrate(database.url, rooms)));
    expect(applied.flat()).toEqual(['attic/0001_trunk.sql']);
  });

  it('leave nothing behind when one fails, but those before it', async () => {
    write('attic/0001_trunk.sql', 'create table trunk ();');
    write('attic/0002_box.sql', 'create table box (); select 1 / 0;');
    await expect(migrate(database.url, rooms)).rejects.toThrow('migration attic/0002_box.sql: division by zero');
    expect([await exists('trunk'), await exists('box')]).toEqual([true, false]);
    write('attic/0002_box.sql', 'create table box ();');
    expect(await migrate(database.url, rooms)).toEqual(['attic/0002_box.sql']);
  });

  it('refuse a database that had another version of a file', async () => {
    write('attic/0001_trunk.sql', 'create table trunk ();');
    await migrate(database.url, rooms);
    write('attic/0001_trunk.sql', 'create table trunk (lid boolean);');
    const refusal = migrate(database.url, rooms);
    await expect(refusal).rejects.toThrow('the migration attic/0001_trunk.sql was edited after this database had it');
    await expect(refusal).rejects.toMatchObject({ name: 'StartupError' });
  });

  it('refuse a database that had a file which is gone', async () => {
    write('attic/0001_trunk.sql', 'create table trunk ();');
    await migrate(database.url, rooms);
    rmSync(join(scratch, 'attic/0001_trunk.sql'));
    const refusal = migrate(database.url, rooms);
    await expect(refusal).rejects.toThrow(
      'the database has the migration attic/0001_trunk.sql, which this version does not know',
    );
    await expect(refusal).rejects.toMatchObject({ name: 'StartupError' });
  });

  it('have names that tell their order', async () => {
    write('attic/1_trunk.sql', 'create table trunk ();');
    await expect(migrate(database.url, rooms)).rejects.toThrow(
      /attic\/1_trunk.sql: a migration is named NNNN_name.sql$/,
    );
  });
});

describe('a test database', () => {
  it('is apart from every other one', async () => {
    const [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    const [first, second] = [new Client({ connectionString: one.url }), new Client({ connectionString: other.url })];
    await Promise.all([first.connect(), second.connect()]);
    await first.query('create table only_here ()');
    expect((await second.query(`select to_regclass('only_here') as found`)).rows).toEqual([{ found: null }]);
    await Promise.all([first.end(), second.end()]);
    await Promise.all([one.drop(), other.drop()]);
  });
});
