import { type World, createWorld } from '../world';

let world: World;
beforeAll(async () => {
  world = await createWorld({ SITES: 'sport,culture' });
});
afterAll(() => world.stop());

const roles = ['moderator'];
const queues = (site: string) => `/v1/sites/${site}/moderation/queues`;
const status = async (path: string, claims: object, method = 'GET', body?: object) =>
  (await world.call(method, path, { token: await world.token({ sub: 'mo', ...claims }), ...(body && { body }) }))
    .status;

describe('a moderator of some sites', () => {
  it('moderates those, and no other', async () => {
    const claims = { roles, sites: ['sport', 'culture'] };
    expect(await status(queues('sport'), claims)).toBe(200);
    expect(await status(queues('culture'), claims)).toBe(200);
    expect(await status(queues('default'), claims)).toBe(403);
  });

  it('is kept to what both claims say, where a token has `site` and `sites`', async () => {
    expect(await status(queues('sport'), { roles, site: 'sport', sites: ['sport', 'default'] })).toBe(200);
    expect(await status(queues('default'), { roles, site: 'sport', sites: ['sport', 'default'] })).toBe(403);
    expect(await status(queues('sport'), { roles, site: 'sport', sites: ['default'] })).toBe(403);
  });

  it('of none moderates nothing', async () => {
    expect(await status(queues('default'), { roles, sites: [] })).toBe(403);
  });

  it('cannot be made by sites in another shape', async () => {
    for (const sites of ['default', { default: true }, [['default']], ['../default'], [null]])
      expect(await status(queues('default'), { roles, sites })).toBe(401);
  });

  it('who reads events as an analyst gets those sites’ alone', async () => {
    const token = await world.token({ sub: 'writer' });
    for (const site of ['default', 'sport', 'culture'])
      await world.call('POST', `/v1/sites/${site}/articles/a/comments`, { token, body: { body: `on ${site}` } });
    const analyst = await world.token({ sub: 'ana', roles: ['analyst'], sites: ['sport', 'culture'] });
    const { body } = await world.call('GET', '/v1/events?limit=1000', { token: analyst });
    const sources = new Set(body.events.map(({ source }: { source: string }) => source));
    expect(sources).toEqual(new Set(['/sites/sport', '/sites/culture']));
  });
});

describe('a moderator of some queues', () => {
  it('lists those, and no other', async () => {
    const claims = { roles, queues: ['pending', 'reported'] };
    expect(await status(`${queues('default')}/pending`, claims)).toBe(200);
    expect(await status(`${queues('default')}/reported`, claims)).toBe(200);
    expect(await status(`${queues('default')}/escalated`, claims)).toBe(403);
  });

  it('of none, or of queues that nobody knows, lists nothing', async () => {
    expect(await status(`${queues('default')}/pending`, { roles, queues: [] })).toBe(403);
    expect(await status(`${queues('default')}/pending`, { roles, queues: ['Pending', 'all', '*'] })).toBe(403);
  });

  it('is not told the numbers of all queues together, unless they work all of them', async () => {
    const stats = '/v1/sites/default/moderation/stats';
    for (const path of [stats, `${stats}.csv`]) {
      expect(await status(path, { roles, queues: ['pending', 'reported'] })).toBe(403);
      expect(await status(path, { roles, queues: ['pending', 'reported', 'escalated'] })).toBe(200);
      expect(await status(path, { roles, sites: ['default'] })).toBe(200);
    }
  });

  it('reads what they decided themselves, not what colleagues decided in any queue', async () => {
    const decisions = '/v1/sites/default/moderation/decisions';
    const colleague = '01890000-0000-7000-8000-000000000000';
    for (const [who, limited, unlimited] of [
      ['me', 200, 200],
      [colleague, 403, 200],
    ] as const) {
      expect(await status(`${decisions}?moderator=${who}`, { roles, queues: ['pending'] })).toBe(limited);
      expect(await status(`${decisions}?moderator=${who}`, { roles })).toBe(unlimited);
    }
  });

  it('decides nothing that waits in another, not even a moment after it came there', async () => {
    const site = '/v1/sites/default';
    const admin = await world.token({ sub: 'boss', roles: ['admin'] });
    const policy = await world.call('GET', `${site}/policy`, { token: admin });
    const headers = { 'if-match': policy.headers.get('etag') ?? '' };
    await world.call('PUT', `${site}/policy`, { token: admin, headers, body: { ...policy.body.policy, mode: 'pre' } });
    const token = await world.token({ sub: 'writer' });
    const posted = await world.call('POST', `${site}/articles/held/comments`, { token, body: { body: 'wait for me' } });
    const commentId = posted.body.comment.id as string;
    const decide = (decision: string) => ({ decisions: [{ commentId, decision, reason: 'spam' }] });
    const junior = { roles, queues: ['pending', 'reported'] };
    const senior = { sub: 'senior', roles };
    const decisions = `${site}/moderation/decisions`;

    expect(await status(decisions, { roles, queues: ['reported'] }, 'POST', decide('approve'))).toBe(403);
    expect(await status(decisions, senior, 'POST', decide('escalate'))).toBe(200);
    expect(await status(decisions, junior, 'POST', decide('reject'))).toBe(403);
    expect(await status(`${site}/moderation/undo`, junior, 'POST', { commentId })).toBe(403);
    expect(await status(`${site}/moderation/claims`, junior, 'POST', { queue: 'escalated', limit: 1 })).toBe(403);
    expect((await world.call('GET', `${site}/comments/${commentId}`, { token: admin })).body.comment.status).toBe(
      'escalated',
    );
    expect(await status(decisions, senior, 'POST', decide('approve'))).toBe(200);
    // What waits nowhere is nobody’s in particular.
    expect(await status(decisions, junior, 'POST', decide('reject'))).toBe(200);
  });
});
