import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '#test/support/database/test-database';
import { removeDirectory, temporaryDirectory } from '#test/support/processes/temporary-directory';
import { until } from '#test/support/time/until';
import { migrate, type MigrationDirectory } from './migrate.ts';

describe('the migrations', () => {
  let database: TestDatabase;
  let client: Client;
  let scratch: string;
  let directories: MigrationDirectory[];

  beforeEach(async () => {
    database = await createTestDatabase();
    client = new Client({ connectionString: database.url });
    await client.connect();
    await client.query('drop table if exists schema_migrations'); // removes the journal of the template database
    scratch = temporaryDirectory();
    directories = ['attic', 'cellar'].map((module) => ({ module, directory: join(scratch, module) }));
    for (const { directory } of directories) mkdirSync(directory);
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

  it('are applied by number and then by module, each once', async () => {
    write('cellar/0001_wine.sql', "create table wine (name text); insert into wine values ('a bottle');");
    write('attic/0002_box.sql', 'create table box as select * from wine;');
    write('attic/0001_trunk.sql', 'create table trunk ();');
    expect(await migrate(database.url, directories)).toEqual([
      'attic/0001_trunk.sql',
      'cellar/0001_wine.sql',
      'attic/0002_box.sql',
    ]);
    expect((await client.query('select * from box')).rows).toEqual([{ name: 'a bottle' }]);
    expect(await migrate(database.url, directories)).toEqual([]);
  });

  it('of one module may be added after higher numbers of another', async () => {
    write('cellar/0003_wine.sql', 'create table wine ();');
    await migrate(database.url, directories);
    write('attic/0002_box.sql', 'create table box ();');
    expect(await migrate(database.url, directories)).toEqual(['attic/0002_box.sql']);
  });

  it('are applied once by processes that start together', async () => {
    write('attic/0001_trunk.sql', 'create table trunk ();');
    const applied = await Promise.all([1, 2, 3, 4].map(() => migrate(database.url, directories)));
    expect(applied.flat()).toEqual(['attic/0001_trunk.sql']);
  });

  it('are rolled back individually: a failing one keeps those before it', async () => {
    write('attic/0001_trunk.sql', 'create table trunk ();');
    write('attic/0002_box.sql', 'create table box (); select 1 / 0;');
    await expect(migrate(database.url, directories)).rejects.toThrow('migration attic/0002_box.sql: division by zero');
    expect([await exists('trunk'), await exists('box')]).toEqual([true, false]);
    write('attic/0002_box.sql', 'create table box ();');
    expect(await migrate(database.url, directories)).toEqual(['attic/0002_box.sql']);
  });

  it('reject a database to which another version of a file was applied', async () => {
    write('attic/0001_trunk.sql', 'create table trunk ();');
    await migrate(database.url, directories);
    write('attic/0001_trunk.sql', 'create table trunk (lid boolean);');
    const refusal = migrate(database.url, directories);
    await expect(refusal).rejects.toThrow(
      'migration attic/0001_trunk.sql was edited after it was applied to this database',
    );
    await expect(refusal).rejects.toMatchObject({ name: 'StartupError' });
  });

  it('of a newer version that only add something let an older one start again', async () => {
    write('attic/0001_trunk.sql', 'create table trunk ();');
    write('attic/0002_lid.sql', 'alter table trunk add column lid text;');
    await migrate(database.url, directories);
    rmSync(join(scratch, 'attic/0002_lid.sql'));
    expect(await migrate(database.url, directories)).toEqual([]);
    write('attic/0002_lid.sql', 'alter table trunk add column lid text;');
    expect(await migrate(database.url, directories)).toEqual([]);
  });

  it('of a newer version that remove what an older one needs let it end with what to do', async () => {
    write('attic/0001_trunk.sql', 'create table trunk (lid text);');
    write('attic/0002_open.sql', '-- contracts: no version from 0.3 on reads lid\nalter table trunk drop column lid;');
    await migrate(database.url, directories);
    expect(await migrate(database.url, directories)).toEqual([]);
    rmSync(join(scratch, 'attic/0002_open.sql'));
    const refusal = migrate(database.url, directories);
    await expect(refusal).rejects.toThrow(
      'this version is too old for the database: migration attic/0002_open.sql of a newer version removed what this one ' +
        'needs. Run that version or a newer one, or restore the backup from before the upgrade',
    );
    await expect(refusal).rejects.toMatchObject({ name: 'StartupError' });
  });

  it('may follow those of a version that did not record what they remove', async () => {
    write('attic/0001_trunk.sql', 'create table trunk ();');
    await migrate(database.url, directories);
    await client.query('alter table schema_migrations drop column contracts');
    expect(await migrate(database.url, directories)).toEqual([]);
    write('attic/0002_box.sql', 'create table box ();');
    expect(await migrate(database.url, directories)).toEqual(['attic/0002_box.sql']);
  });

  it('wait for a process of a version that locks by one key, and report it', async () => {
    write('attic/0001_trunk.sql', 'create table trunk ();');
    await client.query('select pg_advisory_lock(4206002)');
    const holders: string[] = [];
    const migrated = migrate(database.url, directories, { onWait: (holder) => holders.push(holder) });
    await until('it waits', async () => {
      const { rowCount } = await client.query(
        `select from pg_locks where locktype = 'advisory' and not granted and objid = 4206002
           and database = (select oid from pg_database where datname = current_database())`,
      );
      return rowCount === 1;
    });
    await client.query('select pg_advisory_unlock(4206002)');
    expect(await migrated).toEqual(['attic/0001_trunk.sql']);
    expect(holders).toEqual([expect.stringMatching(/^session \d+ .*from /)]);
  });

  it('must be named by their order', async () => {
    write('attic/1_trunk.sql', 'create table trunk ();');
    await expect(migrate(database.url, directories)).rejects.toThrow(
      /attic\/1_trunk.sql: expected a file name like NNNN_name.sql$/,
    );
  });
});

describe('a test database', () => {
  it('is separate from all others', async () => {
    const [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    const [first, second] = [new Client({ connectionString: one.url }), new Client({ connectionString: other.url })];
    await Promise.all([first.connect(), second.connect()]);
    await first.query('create table only_here ()');
    expect((await second.query(`select to_regclass('only_here') as found`)).rows).toEqual([{ found: null }]);
    await Promise.all([first.end(), second.end()]);
    await Promise.all([one.drop(), other.drop()]);
  });
});
