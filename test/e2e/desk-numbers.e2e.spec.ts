import { StatsAnswer } from '#contracts/stats-answers';
import { ArticleListAnswer, CommentSearchAnswer } from '#contracts/search-answers';
import { type World, createWorld } from '#test/support/world/world';

const site = '/v1/sites/default';
const today = new Date().toISOString().slice(0, 10);

let world: World;
let mo: string;
let other: string;
beforeAll(async () => {
  world = await createWorld({ ALLOWED_ORIGINS: 'https://paper.example' });
  mo = await world.token({ sub: 'mo', name: 'Mo Derator', roles: ['moderator'] });
  other = await world.token({ sub: 'ida', name: 'Ida', roles: ['moderator'] });
});
afterAll(() => world.stop());

async function post(
  article: string,
  body: string,
  sub = 'writer',
  title?: string,
): Promise<{ id: string; by: string }> {
  const { status, body: answer } = await world.call('POST', `${site}/articles/${article}/comments`, {
    token: await world.token({ sub }),
    body: { body, ...(title !== undefined && { article: { title, url: `https://paper.example/${article}` } }) },
  });
  expect(status).toBe(201);
  return { id: answer.comment.id, by: answer.comment.author.id };
}
const flag = async (id: string, sub: string) =>
  world.call('POST', `${site}/comments/${id}/flags`, { token: await world.token({ sub }), body: { reason: 'abuse' } });
const decide = (token: string, commentId: string, decision: string, reason?: string) =>
  world.call('POST', `${site}/moderation/decisions`, { token, body: { decisions: [{ commentId, decision, reason }] } });
const ask = async (path: string, token = mo) => {
  await world.settled();
  return world.call('GET', `${site}/moderation/${path}`, { token });
};
const setPolicy = async (over: object) => {
  const token = await world.token({ sub: 'boss', roles: ['admin'] });
  const { headers, body } = await world.call('GET', `${site}/policy`, { token });
  const policy = { ...body.policy, ...over };
  const match = { 'if-match': String(headers.get('etag')) };
  return world.call('PUT', `${site}/policy`, { token, body: policy, headers: match });
};

describe('moderation statistics', () => {
  it('have intake, decisions with moderators and reasons, undone decisions, and waiting comments', async () => {
    expect((await setPolicy({ holdLinks: 1 })).status).toBe(200);
    const before = StatsAnswer.parse((await ask('stats')).body);
    const held = await post('numbers', 'see https://pills.example/buy');
    const reported = await post('numbers', 'you fool');
    const waits = await post('numbers', 'again https://pills.example/more');
    await flag(reported.id, 'r1');
    await decide(mo, held.id, 'reject', 'advertising');
    await decide(other, reported.id, 'approve');
    await world.call('POST', `${site}/moderation/undo`, { token: mo, body: { commentId: reported.id } });
    const { status, body } = await ask('stats');
    expect(status).toBe(200);
    const stats = StatsAnswer.parse(body);
    expect(stats.to).toBe(today);
    expect(stats.days).toHaveLength(30 * 3);
    expect(stats.days.filter(({ day }) => day === today)).toEqual([
      { day: today, queue: 'pending', inbound: 2, decided: 1, waiting: 1 },
      { day: today, queue: 'reported', inbound: 2, decided: 1, waiting: 1 },
      { day: today, queue: 'escalated', inbound: 0, decided: 0, waiting: 0 },
    ]);
    expect(stats.totals).toMatchObject({ inbound: 4, decided: 2, undone: 1, waiting: 2 + before.totals.waiting });
    expect(stats.byModerator).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ moderator: { id: expect.any(String), name: 'Mo Derator' }, rejected: 1, undone: 0 }),
        expect.objectContaining({ moderator: { id: expect.any(String), name: 'Ida' }, approved: 1, undone: 1 }),
      ]),
    );
    expect(stats.byReason).toEqual([{ reason: 'advertising', rejected: 1 }]);
    expect(stats.byRule).toEqual([{ rule: 'links', held: 2, approved: 0, rejected: 1 }]);
    const queues = await ask('queues');
    expect(queues.body.queues).toEqual({ pending: 1, reported: 1, escalated: 0 });
    await decide(mo, waits.id, 'approve');
    await decide(mo, reported.id, 'approve');
    expect((await ask('stats')).body.totals.waiting).toBe(0);
  });

  it('are available as CSV for spreadsheets', async () => {
    const { status, headers, body } = await ask(`stats.csv?from=${today}&to=${today}`);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    expect(headers.get('content-disposition')).toBe(`attachment; filename="moderation-default-${today}-${today}.csv"`);
    const lines = (body as string).split('\r\n');
    expect(lines[0]).toBe('day,queue,inbound,decided,waiting');
    expect(lines).toHaveLength(5);
    expect(lines[1]).toMatch(new RegExp(`^${today},pending,\\d+,\\d+,\\d+$`));
    expect(lines[4]).toBe('');
  });

  it('are for the requested days, and name the fault of an invalid query', async () => {
    const { body } = await ask('stats?from=2026-01-01&to=2026-01-02');
    expect(body.days.map((one: { day: string }) => one.day)).toEqual([
      ...['2026-01-01', '2026-01-01', '2026-01-01'],
      ...['2026-01-02', '2026-01-02', '2026-01-02'],
    ]);
    expect(body.totals).toMatchObject({ inbound: 0, decided: 0, waiting: 0 });
    for (const query of ['from=yesterday', 'from=2026-02-02&to=2026-02-01', 'from=2001-01-01', 'to=2026-13-01']) {
      const refused = await ask(`stats?${query}`);
      expect([query, refused.status]).toEqual([query, 422]);
      expect(refused.body.errors[0].pointer).toMatch(/^\?(from|to)$/);
    }
  });

  it('are for moderators only', async () => {
    const reader = await world.token({ sub: 'reader' });
    for (const path of ['stats', 'stats.csv', 'search', 'articles']) {
      expect((await ask(path, reader)).status).toBe(403);
      expect((await world.call('GET', `${site}/moderation/${path}`)).status).toBe(401);
    }
  });
});

describe('a search over comments', () => {
  const bodies = async (query: string) => {
    const { status, body } = await ask(`search?${query}`);
    expect(status).toBe(200);
    return CommentSearchAnswer.parse(body).items.map(({ comment }) => comment.body);
  };

  it('finds words of every script, and marks them', async () => {
    await post('search', 'Die Straße über die Brücke');
    await post('search', '我喜欢这个评论系统');
    await post('search', 'هذا كِتَابٌ جديد');
    await post('search', 'นี่คือความคิดเห็นของฉัน');
    expect(await bodies('article=search&q=strasse+bruck')).toEqual(['Die Straße über die Brücke']);
    expect(await bodies(`article=search&q=${encodeURIComponent('评论')}`)).toEqual(['我喜欢这个评论系统']);
    expect(await bodies(`article=search&q=${encodeURIComponent('كتاب')}`)).toEqual(['هذا كِتَابٌ جديد']);
    expect(await bodies(`article=search&q=${encodeURIComponent('ความคิด')}`)).toEqual(['นี่คือความคิดเห็นของฉัน']);
    const { body } = await ask('search?article=search&q=strasse');
    expect(body.items[0].matches).toEqual([[4, 10]]);
  });

  it('finds by author, status, reason, rule and day, over several pages', async () => {
    await setPolicy({ holdLinks: 1 });
    const a = await post('filters', 'first https://a.example/', 'eve');
    const b = await post('filters', 'second', 'eve');
    await decide(mo, a.id, 'reject', 'spam');
    await decide(mo, b.id, 'reject', 'hate');
    expect(await bodies(`author=${a.by}`)).toEqual(['second', 'first https://a.example/']);
    expect(await bodies(`author=${a.by}&reason=hate`)).toEqual(['second']);
    expect(await bodies(`author=${a.by}&rule=links`)).toEqual(['first https://a.example/']);
    expect(await bodies(`author=${a.by}&status=approved`)).toEqual([]);
    expect(await bodies(`author=${a.by}&from=${today}&to=${today}`)).toHaveLength(2);
    expect(await bodies(`author=${a.by}&to=2026-01-01`)).toEqual([]);
    const first = await ask(`search?author=${a.by}&limit=1`);
    expect(first.body.items[0]).toMatchObject({
      comment: { id: b.id, status: 'rejected' },
      article: { articleId: 'filters' },
      decision: { by: { name: 'Mo Derator' }, decision: 'reject', reason: 'hate', at: expect.any(String) },
    });
    const second = await ask(`search?author=${a.by}&limit=1&cursor=${first.body.nextCursor}`);
    expect(second.body).toMatchObject({ items: [{ comment: { id: a.id }, rules: ['links'] }], nextCursor: null });
  });

  it('leaves out comments of queues that the moderator may not work', async () => {
    const [open, waiting] = [await post('limited', 'open'), await post('limited', 'waiting')];
    await flag(waiting.id, 'r5');
    const junior = await world.token({ sub: 'junior', roles: ['moderator'], queues: ['escalated'] });
    const { body } = await ask('search?article=limited', junior);
    expect(body.items).toMatchObject([{ comment: { id: open.id } }]);
    expect(await bodies('article=limited')).toEqual(['waiting', 'open']);
  });

  it('waits for a position with `after`', async () => {
    const token = await world.token({ sub: 'quick' });
    const posted = await world.call('POST', `${site}/articles/quick/comments`, { token, body: { body: 'justnow' } });
    const { position } = posted.body;
    const answer = await world.call('GET', `${site}/moderation/search?q=justnow&after=${position}`, { token: mo });
    expect(answer.headers.get('x-stale')).toBeNull();
    expect(answer.body.items).toHaveLength(1);
  });

  it.each([
    ['cursor=nonsense', '?cursor'],
    ['cursor=q1', '?cursor'],
    ['limit=51', '?limit'],
    ['author=me', '?author'],
    ['status=gone', '?status'],
    ['reason=because', '?reason'],
    ['from=2026-02-30', '?from'],
    ['from=2026-02-02&to=2026-02-01', '?from'],
    [`q=${'x'.repeat(201)}`, '?q'],
    ['q=', '?q'],
  ])('names the invalid field of %s', async (query, pointer) => {
    const { status, body } = await ask(`search?${query}`);
    expect([status, body.errors?.[0]?.pointer]).toEqual([422, pointer]);
  });

  it.each([
    "'",
    '\\',
    ":* & | ! <-> '",
    "a' | 'b",
    '%',
    '\u0000',
    '\ud83d',
    'x'.repeat(200),
    '評'.repeat(200),
    '0 OR 1=1 --',
  ])('accepts every text: %j', async (q) => {
    const { status } = await ask(`search?q=${encodeURIComponent(q.toWellFormed())}`);
    expect([200, 422]).toContain(status);
  });
});

describe("the list of a site's articles", () => {
  it('has titles, counts and waiting comments, with the latest comment first', async () => {
    await setPolicy({ holdLinks: 1 });
    await post('bridges', 'a', 'writer', 'Brücken in Köln');
    await post('bridges', 'see https://a.example/', 'writer2');
    await post('trams', 'b', 'writer', 'On trams');
    const listed = async (query = '') => ArticleListAnswer.parse((await ask(`articles${query}`)).body);
    const [first, second] = (await listed()).articles;
    expect(first).toMatchObject({
      articleId: 'trams',
      title: 'On trams',
      unconfirmed: true,
      open: true,
      commentCount: 1,
      waiting: 0,
    });
    expect(second).toMatchObject({
      articleId: 'bridges',
      commentCount: 1,
      waiting: 1,
      url: 'https://paper.example/bridges',
    });
    expect((await listed('?q=koln+bruck')).articles).toMatchObject([{ articleId: 'bridges' }]);
    await world.call('PUT', `${site}/articles/trams`, { token: mo, body: { open: false } });
    expect((await listed('?open=false')).articles).toMatchObject([{ articleId: 'trams', open: false }]);
    const page = await listed('?limit=1');
    expect((await listed(`?limit=1&cursor=${page.nextCursor}`)).articles).toMatchObject([{ articleId: 'bridges' }]);
    expect((await ask('articles?cursor=x')).status).toBe(422);
  });
});

describe("a site's saved messages", () => {
  it('are part of its policy, and are refused with unknown placeholders', async () => {
    const message = { reason: 'spam', title: 'No advertising', text: 'Dear {name}, see {rules}.' };
    expect((await setPolicy({ rejectionMessages: [message] })).body.title).toBe('This policy contradicts itself');
    const rulesUrl = 'https://paper.example/rules';
    const saved = await setPolicy({ rejectionMessages: [message], rulesUrl });
    expect(saved.status).toBe(200);
    expect(saved.body.policy).toMatchObject({ rejectionMessages: [message], rulesUrl });
    const wrong = await setPolicy({ rejectionMessages: [{ ...message, text: 'Dear {nmae}' }] });
    expect([wrong.status, wrong.body.errors[0].pointer]).toEqual([422, '/rejectionMessages/0/text']);
  });
});
