import { type World, createWorld } from '#test/support/world/world';

let world: World;
let moderator: string;
beforeAll(async () => {
  world = await createWorld({ SITES: 'careful,watchful' });
  moderator = await world.token({ sub: 'mod', name: 'Mo Derator', roles: ['moderator'] });
});
afterAll(() => world.stop());

const site = '/v1/sites/default';

async function post(article: string, body: string, sub = 'writer'): Promise<string> {
  const posted = await world.call('POST', `${site}/articles/${article}/comments`, {
    token: await world.token({ sub }),
    body: { body },
  });
  expect(posted.status).toBe(201);
  return posted.body.comment.id as string;
}
const flag = async (id: string, sub: string, reason = 'spam', note?: string) =>
  world.call('POST', `${site}/comments/${id}/flags`, { token: await world.token({ sub }), body: { reason, note } });
const decide = (decisions: object[], headers?: Record<string, string>) =>
  world.call('POST', `${site}/moderation/decisions`, {
    token: moderator,
    body: { decisions },
    ...(headers && { headers }),
  });
const queue = async (name: string, query = '') => {
  await world.settled();
  return world.call('GET', `${site}/moderation/queues/${name}${query}`, { token: moderator });
};

describe('a moderator', () => {
  it('finds a reported comment with its reasons, and approves it until twice as many new readers report it', async () => {
    const id = await post('reported', 'buy my pills');
    expect((await flag(id, 'r1', 'spam', 'obviously')).status).toBe(202);
    expect((await flag(id, 'r2', 'abuse')).status).toBe(202);
    const listed = await queue('reported', '?article=reported');
    expect(listed.body.items).toHaveLength(1);
    const item = listed.body.items[0];
    expect(item).toMatchObject({ queue: 'reported', comment: { id, body: 'buy my pills' }, parent: null });
    expect(item.flags).toEqual(
      expect.arrayContaining([
        { reason: 'spam', count: 1, notes: ['obviously'] },
        { reason: 'abuse', count: 1, notes: [] },
      ]),
    );
    const approved = await decide([{ commentId: id, decision: 'approve', expectedVersion: item.version }]);
    expect(approved.body.results).toMatchObject([{ commentId: id, outcome: 'applied', status: 'approved' }]);
    expect((await queue('reported', '?article=reported')).body.items).toEqual([]);
    await flag(id, 'r1');
    expect((await queue('reported', '?article=reported')).body.items).toEqual([]);
    await flag(id, 'r3');
    expect((await queue('reported', '?article=reported')).body.items).toEqual([]);
    await flag(id, 'r4');
    expect((await queue('reported', '?article=reported')).body.items).toHaveLength(1);
  });

  it('rejects with a reason: the comment leaves the page and the count, and undo brings both back', async () => {
    const id = await post('rejected', 'nonsense');
    const rejected = await decide([{ commentId: id, decision: 'reject', reason: 'abuse', note: 'third time' }]);
    await world.settled();
    expect((await world.call('GET', `${site}/articles/rejected`)).body.commentCount).toBe(0);
    expect((await world.call('GET', `${site}/comments/${id}`)).status).toBe(404);
    const undone = await world.call('POST', `${site}/moderation/undo`, {
      token: moderator,
      body: { batchId: rejected.body.batchId },
    });
    expect(undone.body.results).toMatchObject([{ commentId: id, outcome: 'applied', status: 'published' }]);
    await world.settled();
    expect((await world.call('GET', `${site}/articles/rejected`)).body.commentCount).toBe(1);
    const history = await world.call('GET', `${site}/comments/${id}/history`, { token: moderator });
    expect(history.body.events.map((one: { type: string }) => one.type)).toEqual([
      'CommentPosted',
      'CommentRejected',
      'CommentReopened',
    ]);
    expect(history.body.events[1]).toMatchObject({
      data: { reason: 'abuse', from: 'published', policyVersion: 0 },
      personal: { moderatorName: 'Mo Derator', note: 'third time' },
    });
  });

  it('gets a conflict with the first decision, its moderator and time', async () => {
    const id = await post('race', 'contested');
    const first = await decide([{ commentId: id, decision: 'approve', expectedVersion: 1 }]);
    expect(first.body.results[0].outcome).toBe('applied');
    const second = await decide([{ commentId: id, decision: 'reject', reason: 'spam', expectedVersion: 1 }]);
    expect(second.status).toBe(200);
    expect(second.body.results).toMatchObject([
      {
        outcome: 'conflict',
        status: 'approved',
        version: 2,
        conflict: { by: { name: 'Mo Derator' }, decision: 'approve' },
      },
    ]);
    const again = await decide([{ commentId: id, decision: 'approve' }]);
    expect(again.body.results[0]).toMatchObject({ outcome: 'unchanged', status: 'approved' });
  });

  it('decides a hundred comments at once with separate outcomes, and gets the same answer to a repetition', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, (_, n) => post('batch', `comment ${n}`)));
    const missing = '01890000-0000-7000-8000-000000000000';
    const decisions = [
      ...ids.map((commentId) => ({ commentId, decision: 'approve' })),
      { commentId: missing, decision: 'approve' },
    ];
    const key = { 'idempotency-key': 'batch-1' };
    const first = await decide(decisions, key);
    expect(first.body.results.map((one: { outcome: string }) => one.outcome)).toEqual([
      ...ids.map(() => 'applied'),
      'not-found',
    ]);
    const second = await decide(decisions, key);
    expect(second.body).toEqual(first.body);
    expect(second.headers.get('idempotent-replayed')).toBe('true');
  });

  it('sees a comment hidden automatically after enough reports', async () => {
    const id = await post('hidden', 'terrible');
    for (const n of [1, 2, 3, 4, 5]) await flag(id, `hider-${n}`, 'hate');
    await world.settled();
    expect((await world.call('GET', `${site}/articles/hidden`)).body.commentCount).toBe(0);
    const pending = await queue('pending', '?article=hidden');
    expect(pending.body.items).toMatchObject([{ comment: { id, status: 'held' }, queue: 'pending' }]);
    const sizes = await world.call('GET', `${site}/moderation/queues`, { token: moderator });
    expect(sizes.body.queues.pending).toBeGreaterThanOrEqual(1);
    expect(sizes.body.oldestAgeSeconds.pending).toEqual(expect.any(Number));
  });

  it('escalates and reopens comments, which change queues', async () => {
    const id = await post('escalated', 'hard to say');
    await decide([{ commentId: id, decision: 'escalate' }]);
    expect((await queue('escalated', '?article=escalated')).body.items).toMatchObject([{ comment: { id } }]);
    await decide([{ commentId: id, decision: 'approve' }]);
    await decide([{ commentId: id, decision: 'reopen' }]);
    expect((await queue('escalated', '?article=escalated')).body.items).toEqual([]);
    expect((await queue('pending', '?article=escalated')).body.items).toMatchObject([
      { comment: { id, status: 'held' } },
    ]);
  });

  it('decides a comment withdrawn while it waited: hidden for readers, but on record', async () => {
    const id = await post('withdrawn', 'you fool', 'polisher');
    const author = await world.token({ sub: 'polisher' });
    await flag(id, 'r1', 'abuse', 'me');
    await world.call('DELETE', `${site}/comments/${id}`, { token: author });
    const limited = await world.token({ sub: 'lim', name: 'Lim', roles: ['moderator'], queues: ['reported'] });
    await world.settled();
    const listed = await world.call('GET', `${site}/moderation/queues/reported?article=withdrawn`, { token: limited });
    const [item] = listed.body.items;
    expect(item).toMatchObject({ onRecord: 'published', comment: { status: 'withdrawn', body: 'you fool' } });
    expect(item.flags).toEqual([{ reason: 'abuse', count: 1, notes: ['me'] }]);
    expect((await world.call('GET', `${site}/comments/${id}`, { token: author })).body.comment.body).toBeNull();
    expect((await flag(id, 'r2')).status).toBe(404);
    const decision = { commentId: id, decision: 'reject', reason: 'abuse', message: 'Be kind.' };
    const decided = await world.call('POST', `${site}/moderation/decisions`, {
      token: limited,
      body: { decisions: [{ ...decision, expectedVersion: item.version }] },
    });
    expect(decided.body.results).toMatchObject([{ outcome: 'applied', status: 'withdrawn' }]);
    await world.settled();
    expect((await world.call('GET', `${site}/articles/withdrawn`)).body.commentCount).toBe(0);
    const { author: me, decided: told } = (
      await world.call('GET', `${site}/articles/withdrawn/viewer`, { token: author })
    ).body;
    expect(told).toMatchObject([{ reason: 'abuse', message: 'Be kind.', comment: { status: 'withdrawn' } }]);
    const record = async () => (await world.call('GET', `${site}/authors/${me.id}`, { token: limited })).body.counts;
    expect(await record()).toMatchObject({ rejected: 1, withdrawn: 0 });
    await world.call('POST', `${site}/moderation/undo`, { token: limited, body: { commentId: id } });
    expect((await queue('reported', '?article=withdrawn')).body.items).toHaveLength(1);
    expect(await record()).toMatchObject({ rejected: 0, withdrawn: 1 });
  });

  it('reviews an edited approved comment if the policy asks for it', async () => {
    const admin = await world.token({ sub: 'adm', roles: ['admin'] });
    const policy = await world.call('GET', '/v1/sites/watchful/policy', { token: admin });
    const reviewing = { ...policy.body.policy, reviewEdits: true };
    const headers = { 'if-match': policy.headers.get('etag') ?? '' };
    await world.call('PUT', '/v1/sites/watchful/policy', { token: admin, body: reviewing, headers });
    const token = await world.token({ sub: 'editor' });
    const posted = await world.call('POST', '/v1/sites/watchful/articles/a/comments', {
      token,
      body: { body: 'fine' },
    });
    const commentId = posted.body.comment.id as string;
    const decisions = [{ commentId, decision: 'approve' }];
    await world.call('POST', '/v1/sites/watchful/moderation/decisions', { token: moderator, body: { decisions } });
    await world.call('PATCH', `/v1/sites/watchful/comments/${commentId}`, { token, body: { body: 'foul' } });
    await world.settled();
    const waiting = await world.call('GET', '/v1/sites/watchful/moderation/queues/reported', { token: moderator });
    const comment = { body: 'foul', status: 'published' };
    expect(waiting.body.items).toMatchObject([{ comment, review: 'approval', edits: 1, flags: [] }]);
  });

  it('bans an author, whose next comment is refused with the reason', async () => {
    const id = await post('banned', 'last words', 'villain');
    await world.settled();
    const { body } = await world.call('GET', `${site}/comments/${id}`);
    const path = `${site}/authors/${body.comment.author.id}/restrictions`;
    const banned = await world.call('POST', path, { token: moderator, body: { kind: 'banned', reason: 'Threats.' } });
    expect(banned.status).toBe(200);
    const refused = await world.call('POST', `${site}/articles/banned/comments`, {
      token: await world.token({ sub: 'villain' }),
      body: { body: 'again' },
    });
    expect(refused.status).toBe(403);
    expect(refused.body).toMatchObject({ type: '/docs/problems#author-banned', detail: 'Threats.' });
    expect((await world.call('DELETE', `${path}/banned`, { token: moderator })).status).toBe(200);
    await post('banned', 'back again', 'villain');
  });

  it('closes an article', async () => {
    const closed = await world.call('PUT', `${site}/articles/closed`, {
      token: moderator,
      body: { open: false, title: 'Over' },
    });
    expect(closed.body).toMatchObject({ open: false, title: 'Over' });
    const refused = await world.call('POST', `${site}/articles/closed/comments`, {
      body: { body: 'late', author: { name: 'Late' } },
    });
    expect(refused.status).toBe(409);
    expect(refused.body.type).toBe('/docs/problems#article-closed');
  });

  it('holds every comment of a site in pre-moderation, with a versioned policy', async () => {
    const admin = await world.token({ sub: 'admin', roles: ['admin'] });
    const policy = await world.call('GET', '/v1/sites/careful/policy', { token: admin });
    expect(policy.headers.get('etag')).toBe('"0"');
    const without = await world.call('PUT', '/v1/sites/careful/policy', { token: admin, body: { mode: 'pre' } });
    expect(without.status).toBe(428);
    const change = (ifMatch: string, mode = 'pre') =>
      world.call('PUT', '/v1/sites/careful/policy', {
        token: admin,
        body: { mode },
        headers: { 'if-match': ifMatch },
      });
    const unparsed = await change('0');
    expect([unparsed.status, unparsed.body.detail]).toEqual([400, expect.stringContaining('If-Match')]);
    expect((await change('"7"')).status).toBe(412);
    const changed = await change('"7", "0"');
    expect(changed.body).toMatchObject({ policyVersion: 1, policy: { mode: 'pre' } });
    const held = await world.call('POST', '/v1/sites/careful/articles/a/comments', {
      body: { body: 'hm', author: { name: 'G' } },
    });
    expect(held.body.comment).toMatchObject({ status: 'held', notice: expect.any(String) });
    await world.settled();
    expect((await world.call('GET', '/v1/sites/careful/articles/a')).body.commentCount).toBe(0);
    const pending = await world.call('GET', '/v1/sites/careful/moderation/queues/pending', { token: admin });
    expect(pending.body.items[0].findings).toMatchObject([{ rule: 'pre-moderation', evidence: { by: 'site' } }]);
    expect((await change('*', 'post')).body).toMatchObject({ policyVersion: 2, policy: { mode: 'post' } });
  });
});

describe('an analyst', () => {
  it('pages through the log in order, which contains no text in plain', async () => {
    await post('analysed', 'a sentence without readers');
    const token = await world.token({ sub: 'ana', roles: ['analyst'] });
    const seen: number[] = [];
    let after = '0';
    for (;;) {
      const page = await world.call('GET', `/v1/events?after=${after}&limit=50`, { token });
      expect(page.status).toBe(200);
      expect(JSON.stringify(page.body)).not.toContain('a sentence without readers');
      seen.push(...page.body.events.map((one: { position: string }) => Number(one.position)));
      if (page.body.events.length === 0) break;
      after = page.body.nextAfter;
    }
    expect(seen.length).toBeGreaterThan(10);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect((await world.call('GET', '/v1/events', { token: moderator })).status).toBe(403);
  });
});
