import { type World, createWorld } from '#test/support/world/world';

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
  it('moderates only those', async () => {
    const claims = { roles, sites: ['sport', 'culture'] };
    expect(await status(queues('sport'), claims)).toBe(200);
    expect(await status(queues('culture'), claims)).toBe(200);
    expect(await status(queues('default'), claims)).toBe(403);
  });

  it('is limited to the sites in both claims if a token has `site` and `sites`', async () => {
    expect(await status(queues('sport'), { roles, site: 'sport', sites: ['sport', 'default'] })).toBe(200);
    expect(await status(queues('default'), { roles, site: 'sport', sites: ['sport', 'default'] })).toBe(403);
    expect(await status(queues('sport'), { roles, site: 'sport', sites: ['default'] })).toBe(403);
  });

  it('cannot moderate with an empty list', async () => {
    expect(await status(queues('default'), { roles, sites: [] })).toBe(403);
  });

  it('is refused with `sites` in another shape', async () => {
    for (const sites of ['default', { default: true }, [['default']], ['../default'], [null]])
      expect(await status(queues('default'), { roles, sites })).toBe(401);
  });

  it('gets only events of those sites as an analyst', async () => {
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
  it('lists only those', async () => {
    const claims = { roles, queues: ['pending', 'reported'] };
    expect(await status(`${queues('default')}/pending`, claims)).toBe(200);
    expect(await status(`${queues('default')}/reported`, claims)).toBe(200);
    expect(await status(`${queues('default')}/escalated`, claims)).toBe(403);
  });

  it('cannot list a queue with an empty list or unknown queues', async () => {
    expect(await status(`${queues('default')}/pending`, { roles, queues: [] })).toBe(403);
    expect(await status(`${queues('default')}/pending`, { roles, queues: ['Pending', 'all', '*'] })).toBe(403);
  });

  it('gets the statistics of all queues only if they work all of them', async () => {
    const stats = '/v1/sites/default/moderation/stats';
    for (const path of [stats, `${stats}.csv`]) {
      expect(await status(path, { roles, queues: ['pending', 'reported'] })).toBe(403);
      expect(await status(path, { roles, queues: ['pending', 'reported', 'escalated'] })).toBe(200);
      expect(await status(path, { roles, sites: ['default'] })).toBe(200);
    }
  });

  it('reads their own decisions, but not those of other moderators', async () => {
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

  it('cannot decide comments of another queue, even right after they moved there', async () => {
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
    // A comment in no queue is open to moderators of every queue.
    expect(await status(decisions, junior, 'POST', decide('reject'))).toBe(200);
  });
});

describe('the view that a moderator of some queues has of single comments', () => {
  const site = '/v1/sites/default';
  const call = async (method: string, path: string, claims: object, body?: object, headers?: Record<string, string>) =>
    world.call(method, `${site}${path}`, {
      token: await world.token({ sub: 'jun', name: 'Jun', roles, ...claims }),
      ...(body && { body }),
      ...(headers && { headers }),
    });
  const senior = { sub: 'senior', name: 'Senior' };
  const held = { queues: ['pending'] };
  const decide = (commentId: string, decision: string, claims: object, headers?: Record<string, string>) =>
    call('POST', '/moderation/decisions', claims, { decisions: [{ commentId, decision, reason: 'spam' }] }, headers);
  let n = 0;
  const post = async (mode: 'pre' | 'post', body = `number ${++n}`): Promise<string> => {
    const article = `${mode}-${n}`;
    await call('PUT', `/articles/${article}`, senior, { mode });
    const posted = await call('POST', `/articles/${article}/comments`, { sub: 'writer', roles: [] }, { body });
    return posted.body.comment.id;
  };
  const statusesOf = async (commentId: string, claims: object) => {
    const paths = [
      ...[`/comments/${commentId}`, `/comments/${commentId}/history`, `/comments/${commentId}/same-address`],
      ...[`/moderation/items/${commentId}`, `/moderation/items/${commentId}/conversation`],
    ];
    return Promise.all(paths.map(async (path) => (await call('GET', path, claims)).status));
  };
  const theirs = [200, 200, 200, 200, 200];
  const others = [404, 403, 403, 403, 403];

  it('depends on the comment’s current queue, even if the read models lag', async () => {
    for (let round = 0; round < 5; round++) {
      const id = await post('pre');
      await world.settled();
      expect(await statusesOf(id, held)).toEqual(theirs);
      await decide(id, 'escalate', senior);
      expect(await statusesOf(id, held)).toEqual(others);
      expect(await statusesOf(id, { queues: ['escalated'] })).toEqual(theirs);
      const { body } = await call('GET', '/moderation/queues/pending?limit=100', held);
      expect(body.items.map(({ comment }: { comment: { id: string } }) => comment.id)).not.toContain(id);
      expect((await call('GET', '/moderation/search?status=escalated', held)).body.items).toEqual([]);
    }
  });

  it('is closed without a queue, even for visible comments', async () => {
    const id = await post('post');
    await world.settled();
    expect(await statusesOf(id, { queues: [] })).toEqual([200, 403, 403, 403, 403]);
    for (const path of ['/moderation/search', '/moderation/articles', `/authors/${id}`, `/authors/${id}/history`])
      expect([path, (await call('GET', path, { queues: [] })).status]).toEqual([path, 403]);
    for (const path of ['/policy', '/moderation/queues', '/moderation/decisions', '/moderation/live'])
      expect([path, (await call('GET', path, { queues: [] })).status]).toEqual([path, 200]);
  });

  it('includes their own decisions, so that they can undo them', async () => {
    const [mine, hers] = [await post('post'), await post('post')];
    expect((await decide(mine, 'reject', held)).status).toBe(200);
    expect((await decide(hers, 'reject', senior)).status).toBe(200);
    await world.settled();
    expect(await statusesOf(mine, held)).toEqual(theirs);
    expect(await statusesOf(hers, held)).toEqual(others);
    expect((await call('POST', '/moderation/undo', held, { commentId: hers })).status).toBe(403);
    const undone = await call('POST', '/moderation/undo', held, { commentId: mine });
    expect(undone.body.results).toMatchObject([{ outcome: 'applied', status: 'published' }]);
  });

  it('shows in their past decisions the text they decided about, but no later one', async () => {
    const id = await post('pre', 'as Jun read it');
    await decide(id, 'escalate', held);
    await world.settled();
    const excerpt = async (claims: object) => {
      const { body } = await call('GET', '/moderation/decisions?moderator=me', claims);
      return body.decisions.find(({ commentId }: { commentId: string }) => commentId === id).excerpt;
    };
    expect([await excerpt(held), await excerpt({ queues: [] })]).toEqual(['as Jun read it', null]);
    await call('PATCH', `/comments/${id}`, { sub: 'writer', roles: [] }, { body: 'as Jun never read it' });
    await world.settled();
    expect([await excerpt(held), await excerpt({})]).toEqual([null, 'as Jun never read it']);
  });

  it('repeats the first answer to a repeated decision that moved the comment out of reach', async () => {
    const id = await post('pre');
    const key = { 'idempotency-key': 'jun escalates'.replace(' ', '-') };
    const first = await decide(id, 'escalate', held, key);
    const again = await decide(id, 'escalate', held, key);
    expect([first.status, again.status]).toEqual([200, 200]);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect((await decide(id, 'approve', held, { 'idempotency-key': 'another' })).status).toBe(403);
  });

  it('hides claims in other queues and on other sites', async () => {
    const id = await post('pre');
    await decide(id, 'escalate', senior);
    await world.settled();
    await call('POST', '/moderation/claims', senior, { queue: 'escalated', limit: 20 });
    const lost = async (claims: object, at = site) => {
      const token = await world.token({ sub: 'other', roles, ...claims });
      const path = `${at}/moderation/claims/renewals`;
      return (await world.call('POST', path, { token, body: { commentIds: [id] } })).body.lost;
    };
    expect(await lost({})).toMatchObject([{ commentId: id, claimedBy: { name: 'Senior' } }]);
    expect(await lost(held)).toEqual([{ commentId: id, claimedBy: null }]);
    expect(await lost({}, '/v1/sites/sport')).toEqual([{ commentId: id, claimedBy: null }]);
  });

  it('does not let them decide after a concurrent escalation', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, () => post('pre')));
    await Promise.all(ids.flatMap((id) => [decide(id, 'escalate', senior), decide(id, 'reject', held)]));
    for (const id of ids) {
      const { body } = await call('GET', `/comments/${id}/history`, senior);
      const decided = body.events.map(({ type }: { type: string }) => type).slice(1);
      expect(['CommentEscalated', 'CommentRejected,CommentEscalated']).toContain(decided.join());
    }
  });
});

describe('the counts for a moderator of some queues', () => {
  it('cover only those queues', async () => {
    const sizes = async (claims: object) => {
      const token = await world.token({ sub: 'jun', roles, ...claims });
      return (await world.call('GET', queues('default'), { token })).body;
    };
    const all = await sizes({});
    expect(all.queues).toMatchObject({ pending: expect.any(Number), escalated: expect.any(Number) });
    expect([all.queues.escalated > 0, all.lastDecidedAt.pending === null]).toEqual([true, false]);
    expect(await sizes({ queues: ['escalated'] })).toMatchObject({
      queues: { pending: 0, reported: 0, escalated: all.queues.escalated },
      oldestAgeSeconds: { pending: null, reported: null, escalated: expect.any(Number) },
      lastDecidedAt: { pending: null, reported: null },
    });
    const none = { pending: null, reported: null, escalated: null };
    expect(await sizes({ queues: [] })).toMatchObject({
      queues: { pending: 0, reported: 0, escalated: 0 },
      oldestAgeSeconds: none,
      lastDecidedAt: none,
    });
  });

  it('include an article’s waiting comments of those queues only', async () => {
    const waiting = async (claims: object) => {
      const token = await world.token({ sub: 'jun', roles, ...claims });
      const { body } = await world.call('GET', '/v1/sites/default/moderation/articles?limit=50', { token });
      return body.articles.reduce((sum: number, one: { waiting: number }) => sum + one.waiting, 0);
    };
    const author = { name: 'Guest' };
    await world.call('POST', '/v1/sites/default/articles/new/comments', { body: { body: 'held', author } });
    await world.settled();
    const each = [await waiting({ queues: ['pending'] }), await waiting({ queues: ['escalated'] })];
    expect(each.every((count) => count > 0)).toBe(true);
    expect(await waiting({ queues: ['pending', 'escalated'] })).toBe(Number(each[0]) + Number(each[1]));
  });
});

describe('an admin of some queues', () => {
  it('can export and erase themselves, but not others, whose comments may be in any queue', async () => {
    const claims = { sub: 'limited boss', roles: ['admin'], queues: ['pending', 'reported'] };
    const token = await world.token({ ...claims, name: 'Boss' });
    const posted = await world.call('POST', '/v1/sites/default/articles/own/comments', {
      token,
      body: { body: 'mine' },
    });
    const other = await world.call('POST', '/v1/sites/default/articles/own/comments', {
      body: { body: 'theirs', author: { name: 'Guest' } },
    });
    const statusOf = async (method: string, path: string) =>
      (await world.call(method, `/v1/sites/default/authors/${path}`, { token })).status;
    const [self, otherAuthor] = [posted, other].map(({ body }) => body.comment.author.id);
    expect(await statusOf('GET', `${otherAuthor}/export`)).toBe(403);
    expect(await statusOf('DELETE', otherAuthor)).toBe(403);
    expect(await statusOf('GET', `${self}/export`)).toBe(200);
    expect(await statusOf('DELETE', self)).toBe(200);
  });
});
