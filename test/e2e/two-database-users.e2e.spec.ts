import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { rebuildReadModels } from '#operate/commands/rebuild';
import { migrateSchema } from '#operate/commands/migrate';
import { readConfig } from '#platform/config';
import { executeAll, withUser } from '#test/support/database/owned-database';
import { dropDatabase, testServer, withDatabase } from '#test/support/database/test-database';
import { blocksOf } from '#test/support/documentation/blocks';
import { type World, createWorld } from '#test/support/world/world';

describe('a database with one user for migrations and another one for the service', () => {
  const id = `test_${randomUUID().replaceAll('-', '')}`;
  let server: string;
  let urls: { readonly DATABASE_URL: string; readonly MIGRATE_DATABASE_URL: string };
  const worlds: World[] = [];

  beforeAll(async () => {
    server = testServer();
    await executeAll(server, documentedStatements(id));
    const database = withDatabase(server, id);
    urls = { DATABASE_URL: withUser(database, id), MIGRATE_DATABASE_URL: withUser(database, `${id}_owner`) };
  });
  afterAll(async () => {
    for (const world of worlds) await world.stop();
    await dropDatabase(server, id);
    await executeAll(server, [`drop role ${id}`, `drop role ${id}_owner`]);
  });

  const ENCRYPTION_KEY = randomBytes(32).toString('base64');
  const start = async (environment: Record<string, string>): Promise<World> => {
    const world = await createWorld({ ENCRYPTION_KEY, ...environment });
    worlds.push(world);
    return world;
  };
  const printed: string[] = [];
  const run = (command: typeof migrateSchema, operands: readonly string[] = []): Promise<number> =>
    command.run({
      config: readConfig({ ...urls, ENCRYPTION_KEY, LOG_LEVEL: 'silent' }),
      terminal: { print: (line: string) => void printed.push(line) } as never,
      operands,
      text: () => undefined,
      texts: () => undefined,
      flag: () => false,
    });
  const posted = async (world: World, body: string): Promise<void> => {
    const token = await world.token({ sub: 'ann', name: 'Ann' });
    const { status } = await world.call('POST', '/v1/sites/default/articles/a/comments', { token, body: { body } });
    expect(status).toBe(201);
    await world.settled();
  };
  const bodies = async (world: World): Promise<string[]> =>
    (await world.call('GET', '/v1/sites/default/articles/a/comments')).body.comments.map(
      (comment: { body: string }) => comment.body,
    );

  it('is not migrated by the user of the service, and the error names the command that does it', async () => {
    await expect(createWorld({ DATABASE_URL: urls.DATABASE_URL })).rejects.toThrow(
      /^DATABASE_URL: the user \w+ may not create schemas .*: as its owner, run: grant create on database \w+ to \w+, or set MIGRATE_DATABASE_URL for a user who may$/,
    );
  });

  it('is migrated by colloquy migrate, once', async () => {
    expect(await run(migrateSchema)).toBe(0);
    expect(printed.at(-1)).toBe('the tables are up to date now');
    expect(await run(migrateSchema)).toBe(0);
    expect(printed.at(-1)).toBe('the tables are up to date');
  });

  it('stores and shows comments', async () => {
    const world = await start(urls);
    await posted(world, 'Hello');
    expect(await bodies(world)).toEqual(['Hello']);
  });

  it('owns nothing as the user of the service, who cannot switch off what keeps the log append-only', async () => {
    for (const [refused, statement] of [
      ['must be owner', 'alter table events disable trigger all'],
      ['must be owner', 'drop table events cascade'],
      ['permission denied', 'truncate events'],
      ['permission denied', 'create table mine ()'],
      ['permission denied', 'create schema mine'],
    ] as const)
      await expect(executeAll(urls.DATABASE_URL, [statement])).rejects.toThrow(refused);
  });

  it('runs with the user of the service alone once it is up to date', async () => {
    const world = await start({ DATABASE_URL: urls.DATABASE_URL });
    await posted(world, 'Again');
    expect(new Set(await bodies(world))).toEqual(new Set(['Hello', 'Again']));
  });

  it('shows rebuilt read models to the user of the service', async () => {
    expect(await run(rebuildReadModels, ['all'])).toBe(0);
    const [world] = worlds;
    if (!world) throw new Error('no world was started');
    await posted(world, 'After');
    expect((await bodies(world)).length).toBe(3);
  });
});

/** The statements of docs/production.md that create the users and the database, for other names. */
function documentedStatements(database: string): string[] {
  const block = blocksOf(join(import.meta.dirname, '../..'), 'docs/production.md').find(
    ({ language, code }) => language === 'sql' && code.includes('colloquy_owner'),
  );
  if (!block) throw new Error('docs/production.md does not show how to create two users');
  return block.code
    .replaceAll(/password '[^']*'/g, `password 'ordinary'`)
    .replaceAll(/\bcolloquy(_owner)?\b/g, `${database}$1`)
    .split(';')
    .filter((statement) => statement.trim() !== '');
}
