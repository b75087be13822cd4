import { createOwnedDatabase, executeAll, type OwnedDatabase } from '#test/support/database/owned-database';
import { migrate } from './migrate.ts';
import { moduleMigrations } from './migrations.ts';

describe('the installation in a database', () => {
  let database: OwnedDatabase;
  afterEach(() => database.drop());

  const refusalOf = (options?: Parameters<typeof migrate>[2]): Promise<unknown> =>
    migrate(database.url, moduleMigrations(), options).then(
      () => 'installed',
      (error: Error) => `${error.name}: ${error.message}`,
    );

  it('is refused in one line if the database is not UTF-8', async () => {
    database = await createOwnedDatabase({ clauses: `encoding 'LATIN1' locale 'C' template template0` });
    expect(await refusalOf()).toBe(
      `StartupError: DATABASE_URL: the database ${database.owner} has the encoding LATIN1, but comments need UTF8: ` +
        `create it with: create database ${database.owner} encoding 'UTF8' template template0`,
    );
  });

  it('is refused with the missing right if the user may not create schemas', async () => {
    database = await createOwnedDatabase({ prepared: ['alter database $owner owner to current_user'] });
    const grant = `grant create on database ${database.owner} to ${database.owner}`;
    expect(await refusalOf({ setting: 'MIGRATE_DATABASE_URL' })).toBe(
      `StartupError: MIGRATE_DATABASE_URL: the user ${database.owner} may not create schemas in the database ${database.owner}: ` +
        `as its owner, run: ${grant}`,
    );
    await executeAll(database.superuserUrl, [grant]);
    expect(await refusalOf()).toBe('installed');
  });

  it('is refused with the missing right if the schema colloquy belongs to another user', async () => {
    database = await createOwnedDatabase({
      prepared: ['revoke all on schema public from public, pg_database_owner', 'create schema colloquy'],
    });
    const grant = `grant create, usage on schema colloquy to ${database.owner}`;
    expect(await refusalOf()).toBe(
      `StartupError: DATABASE_URL: the user ${database.owner} may not create tables in the schema colloquy: as its owner, run: ${grant}`,
    );
    await executeAll(database.superuserUrl, [grant]);
    expect(await refusalOf()).toBe('installed');
  });

  it('keeps its schema if the search path changes later', async () => {
    database = await createOwnedDatabase({
      prepared: ['create schema news authorization $owner', 'alter role $owner set search_path = news'],
    });
    expect(await refusalOf()).toBe('installed');
    await executeAll(database.superuserUrl, [`alter role ${database.owner} reset search_path`]);
    expect(await migrate(database.url, moduleMigrations())).toEqual([]);
  });
});
