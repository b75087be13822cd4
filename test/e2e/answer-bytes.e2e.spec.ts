import { byteBudgets } from '#contracts/byte-budgets';
import { listedRoutes } from '#contracts/routes/listed';
import { listen } from '#test/support/world/listen';
import { type World, createWorld } from '#test/support/world/world';

const site = '/v1/sites/default';
/** Texts of 10,000 characters that are longest as UTF-8, as JSON, as HTML, and as HTML inside XML. */
const texts = ['你', '<', '"\n', '\u0001', '&', '>\n\n- ', '😀', '\\'].map((piece) =>
  piece.repeat(Math.ceil(10_000 / piece.length)).slice(0, 9990),
);
const text = (n: number): string => texts[n % texts.length] + String(n);

interface Page {
  readonly nextCursor: string | null;
  readonly items?: readonly { comment: { id: string } }[];
  readonly decisions?: readonly { commentId: string }[];
  readonly events?: readonly { version: number }[];
}

/**
 * The bytes of an answer that its budget does not count: a page's markup, a form, the comment next to its ancestors.
 */
const slack = 160_000;
const most = Math.max(byteBudgets.thread, byteBudgets.embed, byteBudgets.feed, byteBudgets.moderation) + slack;
/** Larger bounds of single routes. All other routes have the common bound. */
const exceptions: Readonly<Record<string, number>> = {
  '/v1/events': 2 * byteBudgets.events, // sealed texts are a third longer in base64
  '/v1/sites/:site/authors/:id/export': Number.POSITIVE_INFINITY, // all data about a person in one answer
};

describe('an answer about an article full of the longest texts', () => {
  let world: World;
  let admin: string;
  let deepest: string;
  let author: string;
  const waiting: string[] = [];

  beforeAll(async () => {
    world = await createWorld();
    admin = await world.token({ sub: 'admin', roles: ['admin', 'moderator', 'analyst'] });
    const reader = await world.token({ sub: 'reader' });
    const done = async (method: string, path: string, token: string, body: unknown) => {
      const answer = await world.call(method, `${site}/${path}`, { token, body });
      if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
      return answer.body;
    };
    const post = async (article: string, body: string, parentId?: string) => {
      const posted = await done('POST', `articles/${article}/comments`, reader, {
        body,
        ...(parentId && { parentId }),
      });
      author = posted.comment.author.id;
      return String(posted.comment.id);
    };
    await done('PUT', 'articles/waits', admin, { mode: 'pre' });
    await world.settled();
    const published: string[] = [];
    for (let n = 0; n < 80; n++) {
      published.push(await post('door', text(n)));
      waiting.push(await post('waits', text(n)));
    }
    deepest = await post('door', text(0));
    for (let n = 1; n < 40; n++) deepest = await post('door', text(n), deepest);
    for (let n = 1; n <= 30; n++) await done('PATCH', `comments/${deepest}`, reader, { body: text(n) });
    for (let n = 0; n < 100; n++)
      await done('POST', `moderation/items/${deepest}/notes`, admin, { note: `${'你'.repeat(1990)}${n}` });
    const verdict = { decision: 'reject', reason: 'other', note: '"\n'.repeat(990), message: '"\n'.repeat(990) };
    const decisions = published.slice(0, 70).map((commentId) => ({ commentId, ...verdict }));
    for (let n = 0; n < 70; n += 5)
      await done('POST', 'moderation/decisions', admin, { decisions: decisions.slice(n, n + 5) });
    await world.settled();
  }, 300_000);
  afterAll(() => world?.stop());

  const concrete = (path: string): string =>
    path
      .replace(':site', 'default')
      .replace(':article', 'door')
      .replace(':queue', 'pending')
      .replace('authors/:id', `authors/${author}`)
      .replace('avatars/:id', `avatars/${author}`)
      .replace(':id', deepest);
  const bytesOf = async (path: string): Promise<number> => {
    const answer = await fetch(world.url + path, { headers: { authorization: `Bearer ${admin}` } });
    if (answer.headers.get('content-type')?.includes('event-stream')) {
      await answer.body?.cancel();
      return 0;
    }
    return (await answer.arrayBuffer()).byteLength;
  };
  /** The query for the largest page that a route allows. */
  const asked = (query: unknown): string => {
    const shape = (query as { shape?: object } | undefined)?.shape ?? {};
    if (!('limit' in shape)) return '';
    return shape.limit === undefined ? '' : '?limit=100';
  };

  const reads = listedRoutes.filter(({ method }) => method === 'GET');
  it.each(reads.map(({ path, description }) => [path, description] as const))(
    'has a bound: %s',
    async (path, description) => {
      const address = concrete(path) + asked(description.query);
      expect(await bytesOf(address)).toBeLessThanOrEqual(exceptions[path] ?? most);
    },
  );

  it.each([
    ...['limit=100', 'limit=100&sort=newest', 'limit=100&sort=top', 'limit=100&depth=0', 'limit=100&depth=1'].map(
      (query) => ['comments', query] as const,
    ),
    ...['sort=oldest', 'sort=top', 'fragment', 'fragment&sort=oldest'].map((query) => ['embed', query] as const),
  ])('has a bound in each of its shapes: %s?%s', async (what, query) => {
    const bytes = await bytesOf(`${site}/articles/door/${what}?${query}`);
    expect(bytes).toBeLessThanOrEqual(byteBudgets.thread + 10_000);
    expect(bytes).toBeGreaterThan(byteBudgets.thread / 4); // the answer has content
  });

  it('has a bound as a document with a linked comment, and as a refused form', async () => {
    for (const name of ['comment', 'reply', 'report'])
      expect(await bytesOf(`${site}/articles/door/embed?${name}=${deepest}`)).toBeLessThanOrEqual(most);
    const refused = await fetch(`${world.url}${site}/articles/door/embed`, {
      method: 'POST',
      body: new URLSearchParams({ body: '<'.repeat(11_000), name: 'Ada', parentId: deepest }),
    });
    expect((await refused.arrayBuffer()).byteLength).toBeLessThanOrEqual(most);
  });

  /** Follows a list's cursors to its end. */
  async function walk(path: string, itemsOf: (page: Page) => unknown[]): Promise<unknown[]> {
    const all: unknown[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const query: string = `${path.includes('?') ? '&' : '?'}limit=50${cursor && `&cursor=${cursor}`}`;
      const page: { status: number; body: Page } = await world.call('GET', path + query, { token: admin });
      expect(page.status).toBe(200);
      expect(itemsOf(page.body).length).toBeGreaterThan(0);
      all.push(...itemsOf(page.body));
      cursor = page.body.nextCursor;
    }
    return all;
  }
  const ids = ({ items = [] }: Pick<Page, 'items'>) => items.map(({ comment }) => comment.id);

  it('leads to all comments over its pages', async () => {
    expect(await walk(`${site}/moderation/queues/pending`, ids)).toEqual(waiting);
    const found = await walk(`${site}/moderation/search?article=waits`, ids);
    expect(found).toEqual(waiting.toReversed());
    const decided = await walk(`${site}/moderation/decisions`, (body) =>
      (body.decisions ?? []).map((one) => one.commentId),
    );
    expect(new Set(decided).size).toBe(70);
    const versions = await walk(`${site}/comments/${deepest}/history`, (body) =>
      (body.events ?? []).map((one) => one.version),
    );
    expect(versions).toEqual(Array.from({ length: versions.length }, (_, n) => n + 1));
    expect(versions.length).toBe(131);
  });

  it('leads through the whole log in order', async () => {
    const positions: number[] = [];
    let calls = 0;
    for (let after = '0'; ; calls++) {
      const page = await world.call('GET', `/v1/events?limit=1000&after=${after}`, { token: admin });
      if (page.body.events.length === 0) break;
      positions.push(...page.body.events.map((event: { position: string }) => Number(event.position)));
      after = page.body.nextAfter;
    }
    expect(positions).toEqual(Array.from(positions, (_, n) => n + 1));
    expect(positions.length).toBeGreaterThan(400);
    expect(calls).toBeGreaterThan(1);
  });

  it('gives only the claims that fit, and the others to the next moderator', async () => {
    const claim = async (sub: string) => {
      const token = await world.token({ sub, roles: ['moderator'] });
      const answer = await world.call('POST', `${site}/moderation/claims`, {
        token,
        body: { queue: 'pending', limit: 20 },
      });
      expect(Buffer.byteLength(JSON.stringify(answer.body))).toBeLessThanOrEqual(most);
      return ids(answer.body);
    };
    const [first, second] = [await claim('mia'), await claim('max')];
    expect(first.length).toBeGreaterThan(0);
    expect(first.length).toBeLessThan(20);
    expect([...first, ...second]).toEqual(waiting.slice(0, first.length + second.length));
    expect(await claim('mia')).toEqual(first);
  });

  it('of a live stream sends a reset instead of too long messages', async () => {
    const stream = await listen(`${world.url}${site}/articles/door/live`);
    await stream.until(({ event }) => event === 'count');
    await world.call('POST', `${site}/articles/door/comments`, { body: { body: text(1), author: { name: 'Ada' } } });
    await stream.until(({ event }) => event === 'reset');
    await world.call('POST', `${site}/articles/door/comments`, { body: { body: 'short', author: { name: 'Ada' } } });
    await stream.until(({ event, data }) => event === 'comment' && data.comment?.body === 'short');
    await stream.stop();
  });

  it('of a returning live stream sends a reset for too many missed events', async () => {
    const stream = await listen(`${world.url}${site}/articles/door/live?after=1`);
    await stream.until(({ event }) => event === 'reset');
    await stream.stop();
  });
});
