import { Client } from 'pg';
import { SettingsCache } from '#api/commands/settings-cache';
import { listedRoutes } from '#contracts/routes/listed';
import { type TestDatabase, createTestDatabase } from '#test/support/database/test-database';
import { ReadingWire } from '#test/support/network/reading-wire';
import { until } from '#test/support/time/until';
import { type Answer, type World, createWorld } from '#test/support/world/world';

const site = '/v1/sites/default';

let database: TestDatabase;
let wire: ReadingWire;
let world: World;
let log: Client;
let boss: string;
let ann: string;
beforeAll(async () => {
  database = await createTestDatabase();
  const through = await ReadingWire.to(database.url);
  wire = through.wire;
  world = await createWorld({ DATABASE_URL: through.url });
  log = new Client({ connectionString: database.url });
  await log.connect();
  boss = await world.token({ sub: 'boss', roles: ['admin'] });
  ann = await world.token({ sub: 'ann' });
  // Turns on the rules that read and write the most.
  await world.call('PUT', `${site}/policy`, {
    token: boss,
    headers: { 'if-match': '"0"' },
    body: { repeatedTextMinutes: 5, closeAfterDays: 30, nudge: [] },
  });
});
afterEach(() => wire.mend());
afterAll(async () => {
  await world?.stop();
  await wire?.close();
  await log?.end();
  await database?.drop();
});

let number = 0;
async function posted(): Promise<{ id: string; authorId: string }> {
  const { body } = await world.call('POST', `${site}/articles/a/comments`, {
    token: ann,
    body: { body: `text ${++number}` },
  });
  const { comment, position } = body;
  await world.call('GET', `${site}/articles/a/comments?after=${position}`);
  await world.settled();
  return { id: comment.id, authorId: comment.author.id };
}
const decide = (commentId: string) =>
  world.call('POST', `${site}/moderation/decisions`, {
    token: boss,
    body: { decisions: [{ commentId, decision: 'escalate' }] },
  });
const send =
  (method: string, path: string, token: string | undefined, body?: unknown, headers = {}) =>
  async (): Promise<Answer<unknown>> =>
    world.call(method, path, { token, body, headers });

/** A request for each route that stores something, after everything that it needs was created. */
const scenes: Record<string, () => Promise<() => Promise<Answer<unknown>>>> = {
  'POST /v1/sites/:site/articles/:article/comments': async () =>
    send('POST', `${site}/articles/new-${++number}/comments`, ann, {
      body: `text ${++number}`,
      article: { url: 'https://news.example/a', title: 'A' },
    }),
  // The same request once more, as after a lost response.
  'POST /v1/sites/:site/articles/:article/comments, repeated': async () => {
    const again = send(
      'POST',
      `${site}/articles/again/comments`,
      ann,
      { body: `text ${++number}` },
      { 'idempotency-key': 'again' },
    );
    await again();
    return again;
  },
  'PATCH /v1/sites/:site/comments/:id': async () =>
    send('PATCH', `${site}/comments/${(await posted()).id}`, ann, { body: `edited ${++number}` }),
  'DELETE /v1/sites/:site/comments/:id': async () => send('DELETE', `${site}/comments/${(await posted()).id}`, ann),
  'POST /v1/sites/:site/comments/:id/flags': async () =>
    send('POST', `${site}/comments/${(await posted()).id}/flags`, boss, { reason: 'spam' }),
  'PUT /v1/sites/:site/comments/:id/like': async () =>
    send('PUT', `${site}/comments/${(await posted()).id}/like`, boss),
  'DELETE /v1/sites/:site/comments/:id/like': async () => {
    const { id } = await posted();
    await world.call('PUT', `${site}/comments/${id}/like`, { token: boss });
    return send('DELETE', `${site}/comments/${id}/like`, boss);
  },
  'PUT /v1/sites/:site/articles/:article': async () =>
    send('PUT', `${site}/articles/a`, boss, { title: `title ${++number}` }),
  'POST /v1/sites/:site/moderation/decisions': async () => {
    const { id: commentId } = await posted();
    return send('POST', `${site}/moderation/decisions`, boss, { decisions: [{ commentId, decision: 'approve' }] });
  },
  'POST /v1/sites/:site/moderation/undo': async () => {
    const { id: commentId } = await posted();
    await decide(commentId);
    return send('POST', `${site}/moderation/undo`, boss, { commentId });
  },
  'POST /v1/sites/:site/moderation/items/:id/notes': async () =>
    send('POST', `${site}/moderation/items/${(await posted()).id}/notes`, boss, { note: 'a note' }),
  'POST /v1/sites/:site/authors/:id/restrictions': async () =>
    send('POST', `${site}/authors/${(await posted()).authorId}/restrictions`, boss, {
      kind: 'suspended',
      until: '2030-01-01T00:00:00Z',
      reason: 'x',
    }),
  'DELETE /v1/sites/:site/authors/:id/restrictions/:kind': async () => {
    const { rows } = await log.query<{ id: string }>(
      `select stream_id as id from events where type = 'AuthorRestricted'`,
    );
    return send('DELETE', `${site}/authors/${rows[0]?.id}/restrictions/suspended`, boss);
  },
  'PUT /v1/sites/:site/policy': async () => {
    const { body, headers } = await world.call('GET', `${site}/policy`, { token: boss });
    const policy = { ...body.policy, maxLength: body.policy.maxLength - 1 };
    return send('PUT', `${site}/policy`, boss, policy, { 'if-match': headers.get('etag') ?? '' });
  },
  'PUT /v1/sites/:site': async () => send('PUT', `/v1/sites/made-${++number}`, boss, { name: 'Made' }),
};

/** Routes with a spec of their own: an erasure stores many things, and its worker finishes it. */
const elsewhere = ['DELETE /v1/sites/:site/authors/:id'];

it('every route that stores something has a scene', () => {
  const names = listedRoutes.filter(({ description }) => description.command).map(({ address }) => address);
  const own = Object.keys(scenes).filter((name) => !name.endsWith('repeated'));
  expect([...own, ...elsewhere].toSorted()).toEqual(names.toSorted());
});

it.each(Object.entries(scenes))(
  '%s returns what was stored, though reading fails right after it',
  async (_name, prepare) => {
    const request = await prepare();
    // Clears the settings cache, as a change of the policy does.
    wire.cutWithTheNextAppend(() => world.service.api.app.get(SettingsCache).clear());
    const { status, headers, body } = await request();
    expect(wire.isCut).toBe(true);
    wire.mend();
    expect({ isGood: status < 300, status, body }).toMatchObject({ isGood: true });
    const { position } = body as { position: string };
    expect(headers.get('x-position')).toBe(position);
    const { rows } = await log.query('select from events where position = $1', [position]);
    expect(rows).toHaveLength(1);
    await until(
      'it reads again',
      async () => (await world.call('GET', `${site}/policy`, { token: boss })).status === 200,
    );
  },
);
