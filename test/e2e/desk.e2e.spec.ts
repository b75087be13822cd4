import { type World, createWorld } from '#test/support/world/world';

const site = '/v1/sites/default';
const desk = `${site}/moderation`;

describe('two moderators at the desk', () => {
  let world: World;
  let mia: string;
  let max: string;
  beforeAll(async () => {
    world = await createWorld();
    mia = await world.token({ sub: 'mia', name: 'Mia', roles: ['moderator'] });
    max = await world.token({ sub: 'max', name: 'Max', roles: ['moderator'] });
    const admin = await world.token({ sub: 'admin', roles: ['admin'] });
    const { body } = await world.call('GET', `${site}/policy`, { token: admin });
    const changed = await world.call('PUT', `${site}/policy`, {
      token: admin,
      body: { ...body.policy, mode: 'pre' },
      headers: { 'if-match': `"${body.policyVersion}"` },
    });
    expect(changed.status).toBe(200);
  });
  afterAll(() => world.stop());

  const post = async (article: string, body: string, sub = 'writer', parentId?: string): Promise<string> => {
    const token = await world.token({ sub, name: `Name of ${sub}` });
    const posted = await world.call('POST', `${site}/articles/${article}/comments`, {
      token,
      body: { body, parentId },
    });
    expect(posted.status).toBe(201);
    return posted.body.comment.id as string;
  };
  const call = async (method: string, path: string, token: string, body?: object) => {
    await world.settled();
    return world.call(method, `${desk}${path}`, { token, ...(body && { body }) });
  };
  const claim = (token: string, article: string, limit = 1) =>
    call('POST', '/claims', token, { queue: 'pending', limit, article });
  const decide = (token: string, decision: object) => call('POST', '/decisions', token, { decisions: [decision] });

  it('get different items, see each other’s claims, and can claim released items', async () => {
    const ids = [await post('shared', 'one'), await post('shared', 'two')];
    const [hers, his] = [await claim(mia, 'shared'), await claim(max, 'shared')];
    expect(hers.body).toMatchObject({
      leaseSeconds: 180,
      items: [{ comment: { id: ids[0] }, claimedBy: { name: 'Mia' } }],
    });
    expect(his.body.items[0].comment.id).toBe(ids[1]);
    const listed = await call('GET', '/queues/pending?article=shared', mia);
    expect(listed.body.items.map((item: { claimedBy: { name: string } }) => item.claimedBy.name)).toEqual([
      'Mia',
      'Max',
    ]);
    expect((await call('GET', '/queues', mia)).body.mine).toBe(1);
    expect((await claim(max, 'shared', 2)).body.items).toHaveLength(1);
    expect((await call('DELETE', `/claims/${ids[0]}`, mia)).status).toBe(204);
    expect((await claim(max, 'shared', 2)).body.items).toHaveLength(2);
    expect((await call('POST', '/claims/renewals', mia, { commentIds: ids })).body).toMatchObject({
      held: [],
      lost: [
        { commentId: ids[0], claimedBy: { name: 'Max' } },
        { commentId: ids[1], claimedBy: { name: 'Max' } },
      ],
    });
    expect((await call('POST', '/claims/renewals', max, { commentIds: ids })).body.held).toHaveLength(2);
    expect((await call('DELETE', '/claims', max)).status).toBe(204);
    expect((await call('GET', '/queues', max)).body.mine).toBe(0);
  });

  it('release an item by deciding it, and see in a conflict who was first and when', async () => {
    const id = await post('decided', 'one');
    const item = (await claim(mia, 'decided')).body.items[0];
    const version = item.version as number;
    await decide(mia, { commentId: id, decision: 'approve', expectedVersion: version });
    expect((await call('GET', '/queues', mia)).body).toMatchObject({
      mine: 0,
      lastDecidedAt: { pending: expect.any(String), escalated: null },
    });
    const late = await decide(max, { commentId: id, decision: 'reject', reason: 'spam', expectedVersion: version });
    expect(late.body.results).toMatchObject([
      { outcome: 'conflict', conflict: { by: { name: 'Mia' }, decision: 'approve', at: expect.any(String) } },
    ]);
    const one = await call('GET', `/items/${id}`, max);
    expect(one.body).toMatchObject({
      queue: null,
      waitingSince: null,
      claimedBy: null,
      comment: { status: 'approved' },
    });
  });

  it('send the reason to the author only', async () => {
    const id = await post('told', 'nonsense', 'talker');
    const message = 'Please stay with the subject.';
    await decide(mia, { commentId: id, decision: 'reject', reason: 'off-topic', note: 'again', message });
    const viewer = async (sub: string) =>
      world.call('GET', `${site}/articles/told/viewer`, { token: await world.token({ sub }) });
    await world.settled();
    expect((await viewer('talker')).body.decided).toMatchObject([{ comment: { id }, reason: 'off-topic', message }]);
    expect((await viewer('other')).body.decided).toEqual([]);
    for (const path of [`/articles/told/comments`, `/comments/${id}`]) {
      expect(JSON.stringify((await world.call('GET', `${site}${path}`)).body)).not.toContain(message);
    }
    const analyst = await world.token({ sub: 'analyst', roles: ['analyst'] });
    const events = await world.call('GET', '/v1/events?limit=1000&type=CommentRejected', { token: analyst });
    expect(JSON.stringify(events.body)).not.toContain(message);
    const author = (await viewer('talker')).body.author.id as string;
    const admin = await world.token({ sub: 'admin', roles: ['admin'] });
    const exported = await world.call('GET', `${site}/authors/${author}/export`, { token: admin });
    expect(JSON.stringify(exported.body)).toContain(message);
    expect(JSON.stringify(exported.body)).not.toContain('again');
    await call('POST', '/undo', mia, { commentId: id });
    await world.settled();
    expect((await viewer('talker')).body.decided).toEqual([]);
  });

  it('may send a message only with a rejection', async () => {
    const id = await post('told', 'fine');
    const refused = await decide(mia, { commentId: id, decision: 'approve', message: 'Good point.' });
    expect(refused.status).toBe(422);
    expect(refused.body.errors[0].pointer).toBe('/decisions/0/message');
  });

  it('leave notes that are part of the history and cause no conflict', async () => {
    const id = await post('noted', 'one');
    const item = (await call('GET', `/items/${id}`, mia)).body;
    const noted = await call('POST', `/items/${id}/notes`, mia, { note: 'Asked the desk.' });
    expect(noted.status).toBe(200);
    await world.settled();
    const history = await world.call('GET', `${site}/comments/${id}/history`, { token: max });
    expect(history.body.events.at(-1)).toMatchObject({
      type: 'CommentNoted',
      personal: { moderatorName: 'Mia', note: 'Asked the desk.' },
    });
    const decided = await decide(max, { commentId: id, decision: 'approve', expectedVersion: item.version });
    expect(decided.body.results[0].outcome).toBe('applied');
  });

  it('find their past decisions with notes and messages, and those that were undone', async () => {
    const zoe = await world.token({ sub: 'zoe', name: 'Zoe', roles: ['moderator'] });
    const ids = [await post('past', 'one '.repeat(60)), await post('past', 'two')];
    for (const commentId of ids)
      await decide(zoe, { commentId, decision: 'reject', reason: 'spam', note: 'seen', message: 'No.' });
    await call('POST', '/undo', zoe, { commentId: ids[1] });
    const mine = await call('GET', '/decisions?limit=9', zoe);
    const rejections = mine.body.decisions.filter((one: { decision: string }) => one.decision === 'reject');
    expect(rejections).toMatchObject([
      { commentId: ids[1], undone: true, status: 'held', by: { name: 'Zoe' }, excerpt: 'two' },
      { commentId: ids[0], undone: false, status: 'rejected', note: 'seen', message: 'No.', articleId: 'past' },
    ]);
    expect(rejections[1].excerpt).toBe(`${'one '.repeat(35).trimEnd()}…`);
    const id = mine.body.decisions[0].by.id as string;
    const first = await call('GET', `/decisions?moderator=${id}&limit=1`, mia);
    expect(first.body.nextCursor).not.toBeNull();
    expect((await call('GET', '/decisions?cursor=nonsense', mia)).status).toBe(422);
  });

  it('see the conversation around a comment, including hidden ones', async () => {
    const admit = async (id: string) => decide(mia, { commentId: id, decision: 'approve' });
    const parent = await post('around', 'parent');
    await admit(parent);
    await world.settled();
    const hidden = await post('around', 'hidden', 'a', parent);
    const seen = await post('around', 'seen', 'b', parent);
    await admit(seen);
    const next = await post('around', 'next', 'c', parent);
    const other = await post('around', 'other top');
    await world.settled();
    const reply = await post('around', 'reply', 'd', seen);
    const ids = (comments: { id: string }[]) => comments.map(({ id }) => id);
    const found = (await call('GET', `/items/${seen}/conversation`, mia)).body;
    expect([ids(found.ancestors), ids(found.before), ids(found.after), ids(found.replies)]).toEqual([
      [parent],
      [hidden],
      [next],
      [reply],
    ]);
    expect(found.before[0]).toMatchObject({ status: 'held', body: 'hidden' });
    const top = (await call('GET', `/items/${parent}/conversation`, mia)).body;
    expect([ids(top.ancestors), ids(top.before), ids(top.after), ids(top.replies)]).toEqual([
      [],
      [],
      [other],
      [hidden, seen, next],
    ]);
    expect((await call('GET', '/items/01890000-0000-7000-8000-000000000000/conversation', mia)).status).toBe(404);
  });

  it('see other waiting comments with the same text, and earlier decisions about the author', async () => {
    const ids = [await post('flood', 'Buy gold now!', 'bot'), await post('flood', 'buy GOLD, now', 'bot2')];
    await decide(mia, { commentId: await post('flood', 'other', 'bot'), decision: 'reject', reason: 'spam' });
    const item = (await call('GET', `/items/${ids[0]}`, mia)).body;
    expect(item).toMatchObject({
      sameText: { count: 1, commentIds: [ids[1]] },
      author: { rejectedShare: 1, lastDecisions: [{ decision: 'reject', reason: 'spam' }] },
      edits: 0,
    });
  });

  it('limited to other queues cannot see, claim, decide or note comments of this one', async () => {
    const id = await post('limited', 'one');
    const limited = await world.token({ sub: 'lim', name: 'Lim', roles: ['moderator'], queues: ['reported'] });
    const refused = await Promise.all([
      call('GET', '/queues/pending', limited),
      call('GET', `/items/${id}`, limited),
      call('GET', `/items/${id}/conversation`, limited),
      call('POST', `/items/${id}/notes`, limited, { note: 'x' }),
      claim(limited, 'limited'),
      decide(limited, { commentId: id, decision: 'approve' }),
    ]);
    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403, 403]);
    expect((await call('GET', '/queues/reported', limited)).status).toBe(200);
  });
});

describe('an erased moderator', () => {
  it('is not named in claims, and their messages to authors are deleted', async () => {
    const world = await createWorld();
    try {
      const token = await world.token({ sub: 'mo', name: 'Mo', roles: ['moderator'] });
      const writer = await world.token({ sub: 'writer' });
      const post = async (body: string) =>
        (await world.call('POST', `${site}/articles/a/comments`, { token: writer, body: { body } })).body.comment.id;
      const rejected = await post('one');
      const body = { decisions: [{ commentId: rejected, decision: 'reject', reason: 'spam', message: 'No.' }] };
      await world.call('POST', `${desk}/decisions`, { token, body });
      const escalated = await post('two');
      await world.call('POST', `${desk}/decisions`, {
        token,
        body: { decisions: [{ commentId: escalated, decision: 'escalate' }] },
      });
      await world.settled();
      const claimed = await world.call('POST', `${desk}/claims`, { token, body: { queue: 'escalated' } });
      const { id } = claimed.body.items[0].claimedBy;
      const admin = await world.token({ sub: 'admin', roles: ['admin'] });
      const erased = await world.call('DELETE', `${site}/authors/${id}`, { token: admin });
      expect(erased.body).toMatchObject({ stillReadable: 0 });
      await world.settled();
      const item = await world.call('GET', `${desk}/items/${escalated}`, { token: admin });
      expect(item.body.claimedBy).toBeNull();
      const viewer = await world.call('GET', `${site}/articles/a/viewer`, { token: writer });
      expect(viewer.body.decided).toMatchObject([{ comment: { id: rejected }, message: null }]);
    } finally {
      await world.stop();
    }
  });
});
