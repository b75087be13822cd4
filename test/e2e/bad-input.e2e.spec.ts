import { connect } from 'node:net';
import { type World, createWorld } from '#test/support/world/world';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.stop());

const comments = '/v1/sites/default/articles/a/comments';
const guest = { author: { name: 'G' } };

/** method, path, body or options, expected status */
const cases: [string, string, string, Parameters<World['call']>[2], number][] = [
  ['broken JSON', 'POST', comments, { body: '{"body":' }, 400],
  ['a prototype in the body', 'POST', comments, { body: '{"__proto__":{"x":1},"body":"b"}' }, 400],
  ['no body', 'POST', comments, {}, 422],
  ['an array for a body', 'POST', comments, { body: [] }, 422],
  ['a number for a body', 'POST', comments, { body: '5' }, 422],
  ['an empty text', 'POST', comments, { body: { body: '   ', ...guest } }, 422],
  ['nothing but U+0000', 'POST', comments, { body: { body: '\u0000', ...guest } }, 422],
  ['a text that is too long', 'POST', comments, { body: { body: 'x'.repeat(10_001), ...guest } }, 422],
  ['a body above 64 kB', 'POST', comments, { body: { body: 'x'.repeat(70_000), ...guest } }, 413],
  ['another media type', 'POST', comments, { body: 'a=b', headers: { 'content-type': 'text/plain' } }, 415],
  [
    'an unknown parent',
    'POST',
    comments,
    { body: { body: 'b', parentId: '01890000-0000-7000-8000-000000000000', ...guest } },
    404,
  ],
  ['a parent that is no id', 'POST', comments, { body: { body: 'b', parentId: 'x', ...guest } }, 422],
  ['a bad e-mail', 'POST', comments, { body: { body: 'b', author: { name: 'G', email: 'no' } } }, 422],
  ['a name with a line break', 'POST', comments, { body: { body: 'b', author: { name: 'a\nb' } } }, 422],
  [
    'a bad idempotency key',
    'POST',
    comments,
    { body: { body: 'b', ...guest }, headers: { 'idempotency-key': 'a b' } },
    422,
  ],
  ['a token that is none', 'POST', comments, { body: { body: 'b' }, token: 'nonsense' }, 401],
  ['a scheme that is not Bearer', 'GET', comments, { headers: { authorization: 'Basic eDp5' } }, 401],
  ['a site that can be none', 'GET', '/v1/sites/No_Site/articles/a/comments', {}, 404],
  ['an article id that is too long', 'GET', `/v1/sites/default/articles/${'x'.repeat(201)}/comments`, {}, 422],
  ['a malformed escape', 'GET', '/v1/sites/default/articles/%E0%A4%A/comments', {}, 400],
  ['a limit of 0', 'GET', `${comments}?limit=0`, {}, 422],
  ['a limit of 101', 'GET', `${comments}?limit=101`, {}, 422],
  ['an unknown sort', 'GET', `${comments}?sort=random`, {}, 422],
  ['a cursor out of the air', 'GET', `${comments}?cursor=abc`, {}, 422],
  ['a repeated limit', 'GET', `${comments}?limit=1&limit=2`, {}, 422],
  ['a position that is none', 'GET', `${comments}?after=-1`, {}, 422],
  ['counts of nothing', 'GET', '/v1/sites/default/counts', {}, 422],
  [
    'counts of 101 articles',
    'GET',
    `/v1/sites/default/counts?${Array.from({ length: 101 }, (_, n) => `article=${n}`).join('&')}`,
    {},
    422,
  ],
  ['a comment id that is none', 'GET', '/v1/sites/default/comments/1', {}, 404],
  ['an unknown comment', 'GET', '/v1/sites/default/comments/01890000-0000-7000-8000-000000000000', {}, 404],
  [
    'a flag without a reason',
    'POST',
    '/v1/sites/default/comments/01890000-0000-7000-8000-000000000000/flags',
    { body: {} },
    422,
  ],
  [
    'a flag on nothing',
    'POST',
    '/v1/sites/default/comments/01890000-0000-7000-8000-000000000000/flags',
    { body: { reason: 'spam' } },
    404,
  ],
  ['an unknown path', 'GET', '/v1/nothing', {}, 404],
  ['a queue for readers', 'GET', '/v1/sites/default/moderation/queues', {}, 401],
  ['an avatar without an id', 'GET', '/v1/avatars/x.svg', {}, 404],
  ['a schema of nothing', 'GET', '/schemas/Nothing/1.json', {}, 404],
];

describe('bad input', () => {
  it.each(cases)('%s is answered with a problem document', async (_what, method, path, options, status) => {
    const answer = await world.call(method, path, options);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ type: expect.any(String), title: expect.any(String), status });
    expect(JSON.stringify(answer.body)).not.toMatch(/at .*\.(js|ts):\d|select |insert |node_modules/i);
    if (status === 422 && answer.body.type.endsWith('invalid-fields'))
      expect(answer.body.errors.length).toBeGreaterThan(0);
  });

  it('refuses U+0000 and lone surrogates, and keeps every other character', async () => {
    const body = 'a\u0000b \ud800 👩‍👩‍👧‍👦 שלום 漢字 \u202eabc';
    const posted = await world.call('POST', comments, { body: { body, ...guest } });
    expect(posted.status).toBe(201);
    expect(posted.body.comment.body).toBe('ab \ufffd 👩‍👩‍👧‍👦 שלום 漢字 \u202eabc');
  });

  it('continues after a request that is not HTTP', async () => {
    const { port, hostname } = new URL(world.url);
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), hostname, () => socket.end('NOT HTTP AT ALL\r\n\r\n'));
      socket.on('data', (answer) => expect(answer.toString()).toMatch(/^HTTP\/1\.1 400/));
      socket.on('close', () => resolve());
    });
    expect((await world.call('GET', '/health/live')).status).toBe(200);
  });
});
