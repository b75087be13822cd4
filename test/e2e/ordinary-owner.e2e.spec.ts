import { createOwnedDatabase, executeAll, type OwnedDatabase } from '#test/support/database/owned-database';
import { createWorld, type World } from '#test/support/world/world';

/** Defaults for interactive users. Each of them changes what PostgreSQL answers or accepts. */
const settings: Readonly<Record<string, string>> = {
  datestyle: `'German, DMY'`,
  intervalstyle: 'iso_8601',
  bytea_output: 'escape',
  timezone: `'Pacific/Auckland'`,
  default_transaction_isolation: 'serializable',
  extra_float_digits: '-15',
  client_encoding: 'latin1',
  search_path: 'nowhere',
  statement_timeout: `'300s'`,
  transform_null_equals: 'on',
  lc_time: `'C'`,
};

let database: OwnedDatabase;
let world: World;
beforeAll(async () => {
  database = await createOwnedDatabase({
    prepared: [
      'revoke all on schema public from public, pg_database_owner',
      ...Object.entries(settings).map(([name, value]) => `alter role $owner set ${name} = ${value}`),
    ],
  });
  world = await createWorld({ DATABASE_URL: database.url });
});
afterAll(async () => {
  await world?.stop();
  await database.drop();
});

describe('a database whose owner is no superuser, cannot write to `public`, and has other session settings', () => {
  it('stores, shows, changes and erases a comment as any database does', async () => {
    const [ann, admin] = [
      await world.token({ sub: 'ann', name: 'Ann Grünwald' }),
      await world.token({ sub: 'admin', roles: ['admin', 'moderator'] }),
    ];
    const posted = await world.call('POST', '/v1/sites/default/articles/a/comments', {
      token: ann,
      body: { body: 'Schöne Grüße \\ 😀' },
    });
    expect(posted.status).toBe(201);
    const { id, author, createdAt } = posted.body.comment;
    expect(new Date(createdAt).toISOString()).toBe(createdAt);
    await world.settled();
    const thread = await world.call('GET', '/v1/sites/default/articles/a/comments');
    expect(thread.body.comments).toMatchObject([{ id, createdAt, body: 'Schöne Grüße \\ 😀' }]);
    const history = await world.call('GET', `/v1/sites/default/comments/${id}/history`, { token: admin });
    expect(history.status).toBe(200);
    const stats = await world.call('GET', '/v1/sites/default/moderation/stats', { token: admin });
    expect(stats.status).toBe(200);
    const erased = await world.call('DELETE', `/v1/sites/default/authors/${author.id}`, { token: admin });
    expect(erased.status).toBe(200);
    await world.settled();
    const left = await world.call('GET', '/v1/sites/default/articles/a/comments');
    expect(JSON.stringify(left.body)).not.toContain('Gr\u{fc}');
  });

  it('has every table of Colloquy in the schema colloquy, also for connections with another search path', async () => {
    await executeAll(database.superuserUrl, [
      `do $$ begin
         if exists (select from pg_tables where schemaname = 'public') then raise 'tables in public'; end if;
         if not exists (select from colloquy.events) then raise 'no events in colloquy'; end if;
       end $$`,
    ]);
  });
});
