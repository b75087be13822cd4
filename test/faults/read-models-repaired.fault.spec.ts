import { Client } from 'pg';
import { listen } from '#test/support/world/listen';
import { until } from '#test/support/time/until';
import { type World, createWorld } from '#test/support/world/world';

const site = '/v1/sites/default';
const thread = `${site}/articles/a/comments`;

describe('read models that were changed without an event', () => {
  let worlds: [World, World];
  let database: Client;
  let moderator: string;
  beforeAll(async () => {
    const here = await createWorld();
    worlds = [here, await createWorld({}, here)];
    database = new Client({ connectionString: here.databaseUrl });
    await database.connect();
    moderator = await here.token({ sub: 'mo', roles: ['moderator'] });
    const { body } = await here.call('POST', `${site}/articles/a/comments`, {
      body: { body: 'right', author: { name: 'Ann' } },
    });
    for (const world of worlds) await world.call('GET', `${thread}?after=${body.position}`);
  });
  afterAll(async () => {
    await database?.end();
    for (const world of worlds?.toReversed() ?? []) await world.stop();
  });

  /** Acts like a stop, a repair and a resumption between two polls; no position changes. */
  async function repair(from: string, to: string): Promise<void> {
    await database.query(
      `begin; update projection_checkpoints set status = 'stopped' where name in ('thread', 'moderation-queue')`,
    );
    await database.query('update read.comments set body = $2, html = $2 where body = $1', [from, to]);
    await database.query(`update projection_checkpoints set status = 'active' where status = 'stopped'; commit`);
  }

  it('are read again by every process, with a new ETag and a reset on every stream', async () => {
    const streams = await Promise.all(
      worlds.flatMap(({ url }) => [
        listen(`${url}${site}/articles/a/live`),
        listen(`${url}${site}/moderation/live`, { authorization: `Bearer ${moderator}` }),
      ]),
    );
    for (const stream of streams) await stream.until(({ event }) => event === 'count' || event === 'queues');
    const before = await Promise.all(worlds.map((world) => world.call('GET', thread)));
    await repair('right', 'repaired');
    for (const stream of streams) await stream.until(({ event }) => event === 'reset');
    for (const [n, world] of worlds.entries()) {
      const headers = { 'if-none-match': before[n]?.headers.get('etag') ?? '' };
      const { status, body } = await world.call('GET', thread, { headers });
      expect([status, body.comments[0].body]).toEqual([200, 'repaired']);
    }
    await Promise.all(streams.map((stream) => stream.stop()));
  });

  it('send a reset to clients that reconnect or have an earlier page', async () => {
    const [world] = worlds;
    const { body: page } = await world.call('GET', thread);
    const place = `${page.position}.${page.revision}`;
    const stream = await listen(`${world.url}${site}/articles/a/live?after=${place}`);
    const { id } = await stream.until(({ event }) => event === 'count');
    expect(id).toMatch(new RegExp(`^\\d+\\.${page.revision}$`));
    await stream.stop();
    await repair('repaired', 'again');
    await until(
      'the change is visible',
      async () => (await world.call('GET', thread)).body.comments[0].body === 'again',
    );
    for (const back of [
      await listen(`${world.url}${site}/articles/a/live?after=${place}`),
      await listen(`${world.url}${site}/articles/a/live`, { 'last-event-id': id }),
      await listen(`${world.url}${site}/moderation/live`, {
        'last-event-id': id,
        authorization: `Bearer ${moderator}`,
      }),
    ]) {
      await back.until(({ event }) => event === 'reset');
      await back.stop();
    }
  });

  it('send a reset to clients with a position beyond the log', async () => {
    const [world] = worlds;
    const { body: page } = await world.call('GET', thread);
    const back = await listen(`${world.url}${site}/articles/a/live?after=${Number(page.position) + 1000}`);
    await back.until(({ event }) => event === 'reset');
    await back.stop();
  });

  it('accept the id of a message as a position', async () => {
    const [world] = worlds;
    const { body: page } = await world.call('GET', thread);
    const { status, headers } = await world.call('GET', `${thread}?after=${page.position}.12345678`);
    expect([status, headers.get('x-stale')]).toEqual([200, null]);
  });
});
