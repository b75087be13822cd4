import { type World, createWorld } from '#test/support/world/world';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.stop());

const site = '/v1/sites/default';
const senior = { sub: 'sen' };
const juniors = [{ queues: ['pending'] }, { queues: ['reported', 'escalated'] }, { queues: ['escalated'] }];
const call = async (method: string, path: string, claims: object, body?: object) =>
  world.call(method, `${site}${path}`, {
    token: await world.token({ sub: 'mo', roles: ['moderator'], ...claims }),
    ...(body && { body }),
  });
const get = async (path: string, claims: object = senior) => (await call('GET', path, claims)).body;
const post = async (article: string, writer: string, body: string): Promise<string> =>
  (await call('POST', `/articles/${article}/comments`, { sub: writer, roles: [] }, { body })).body.comment.id;
const decide = (commentId: string, decision: string) =>
  call('POST', '/moderation/decisions', senior, { decisions: [{ commentId, decision, reason: 'spam' }] });

/** Posts comments in every status and queue, by two authors, under two articles. */
async function writeAll(): Promise<void> {
  await call('PUT', '/articles/pre', senior, { mode: 'pre' });
  await call('PUT', '/articles/post', senior, { mode: 'post' });
  for (const writer of ['eve', 'bob']) {
    const held = await Promise.all(
      ['one', 'two', 'three', 'four'].map((text) => post('pre', writer, `${text} by ${writer}`)),
    );
    await decide(held[0]!, 'approve');
    await decide(held[1]!, 'reject');
    await decide(held[2]!, 'escalate');
    const shown = await Promise.all(['five', 'six'].map((text) => post('post', writer, `${text} by ${writer}`)));
    for (const reader of ['r1', 'r2', 'r3'])
      await call('POST', `/comments/${shown[0]}/flags`, { sub: reader, roles: [] }, { reason: 'spam' });
  }
  await world.settled();
}

const itemsOf = async (queue: string, claims: object) =>
  (await get(`/moderation/queues/${queue}?limit=100`, claims)).items ?? [];
const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);

describe('the waiting comments', () => {
  beforeAll(writeAll);

  it.each([senior, ...juniors])('are as many in every count, within the moderator’s queues: %j', async (claims) => {
    const { queues } = await get('/moderation/queues', claims);
    const lists: Record<string, { comment: { articleId: string } }[]> = {};
    for (const queue of Object.keys(queues)) lists[queue] = await itemsOf(queue, claims);
    expect(Object.fromEntries(Object.entries(lists).map(([queue, items]) => [queue, items.length]))).toEqual(queues);
    const { articles } = await get('/moderation/articles?limit=50', claims);
    for (const { articleId, waiting } of articles) {
      const here = Object.values(lists)
        .flat()
        .filter(({ comment }) => comment.articleId === articleId);
      expect({ articleId, waiting }).toEqual({ articleId, waiting: here.length });
    }
    expect(sum(articles.map(({ waiting }: { waiting: number }) => waiting))).toBe(sum(Object.values(queues)));
  });

  it('are as many in the day’s statistics', async () => {
    const { queues } = await get('/moderation/queues');
    const { totals, days, to } = await get('/moderation/stats');
    const today = days.filter(({ day }: { day: string }) => day === to);
    expect(
      Object.fromEntries(today.map((one: { queue: string; waiting: number }) => [one.queue, one.waiting])),
    ).toEqual(queues);
    expect(totals.waiting).toBe(sum(Object.values(queues)));
  });

  it('have the same author record on the card, on the comment’s page and on the author’s page', async () => {
    for (const queue of ['pending', 'reported', 'escalated'])
      for (const { comment, author } of await itemsOf(queue, senior)) {
        const page = await get(`/authors/${author.id}`);
        const item = await get(`/moderation/items/${comment.id}`);
        expect(author.counts).toEqual(page.counts);
        expect(item.author.counts).toEqual(page.counts);
        expect(author.rejectedShare).toBeCloseTo(
          page.counts.rejected / (page.counts.rejected + page.counts.published + page.counts.approved),
        );
        const found = (await get(`/moderation/search?author=${author.id}&limit=50`)).items;
        for (const status of ['published', 'approved', 'held', 'escalated', 'rejected'])
          expect([
            status,
            found.filter((one: { comment: { status: string } }) => one.comment.status === status).length,
          ]).toEqual([status, page.counts[status]]);
      }
  });

  it('have as many reports on the card as on the comment’s page, each reader once', async () => {
    const items = await itemsOf('reported', senior);
    expect(items).toHaveLength(2);
    for (const { comment, flags } of items) {
      const item = await get(`/moderation/items/${comment.id}`);
      expect(item.flags).toEqual(flags);
      expect(sum(flags.map(({ count }: { count: number }) => count))).toBe(3);
      expect((await get(`/authors/${comment.author.id}`)).counts.flagged).toBe(3);
    }
  });
});

describe('the visible comments of an article', () => {
  it('are as many in every count', async () => {
    for (const articleId of ['pre', 'post']) {
      const article = await get(`/articles/${articleId}`);
      const thread = await get(`/articles/${articleId}/comments`);
      const [listed] = (await get(`/moderation/articles?article=${articleId}`)).articles;
      const { counts } = await get(`/counts?article=${articleId}`);
      const counted = [
        article.commentCount,
        thread.count,
        thread.comments.length,
        listed.commentCount,
        counts[articleId],
      ];
      expect(new Set(counted).size).toBe(1);
    }
  });
});
