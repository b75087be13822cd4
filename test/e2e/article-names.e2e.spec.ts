import { request } from 'node:http';
import { type World, createWorld } from '#test/support/world/world';

const site = '/v1/sites/default';
const evil = 'https://evil.example/phish';
let world: World;
/** An installation where any origin may call, so that no origin is known as the publisher's. */
let open: World;
let moderator: string;
let number = 0;

beforeAll(async () => {
  [world, open] = await Promise.all([createWorld({ ALLOWED_ORIGINS: 'https://News.example' }), createWorld()]);
  await world.makeSite('owned', { origins: ['https://own.example'] });
  moderator = await world.token({ sub: 'mo', roles: ['moderator'] });
});
afterAll(() => Promise.all([world.stop(), open.stop()]));

const newArticle = (): string => `article-${(number += 1)}`;
/** Posts as a guest from a page with these article data. Resolves with the status of the comment. */
async function guestPosts(article: string, named: unknown, { at = site, on = world, more = {} } = {}): Promise<string> {
  const { status, body } = await on.call('POST', `${at}/articles/${article}/comments`, {
    body: { body: 'A word', author: { name: 'Gus' }, article: named, ...more },
  });
  expect(status).toBe(201);
  await on.settled();
  return body.comment.status;
}
const publisherSays = async (article: string, changes: object) => {
  const { status, body } = await world.call('PUT', `${site}/articles/${article}`, { token: moderator, body: changes });
  expect(status).toBe(200);
  await world.settled();
  return body;
};
const shown = async (article: string, at = site, on = world) =>
  (await on.call('GET', `${at}/articles/${article}`)).body;
/** All public answers about an article. */
async function publicly(article: string): Promise<string> {
  const paths = ['', '/comments', '/embed', '/embed?fragment', '/feed.atom', '/feed.rss'];
  const pages = await Promise.all(paths.map((path) => world.call('GET', `${site}/articles/${article}${path}`)));
  return pages.map(({ body }) => JSON.stringify(body)).join('\n');
}
const listed = async (article: string) => {
  const path = `${site}/moderation/articles?article=${article}`;
  return (await world.call('GET', path, { token: moderator })).body.articles[0];
};
const recorded = async (article: string) => {
  const token = await world.token({ sub: 'ana', roles: ['analyst'] });
  const { body } = await world.call('GET', '/v1/events?type=ArticleUpdated&limit=1000', { token });
  return body.events.filter(({ subject }: { subject: string }) => subject === article);
};

describe('an article URL from a reader’s page', () => {
  it.each([
    [evil],
    ['https://news.example@evil.example/'],
    ['https://news.example.evil.example/'],
    ['https://evil.example/#https://news.example/'],
    ['https://user:secret@news.example/a'],
    ['http://news.example/a'],
    ['https://news.example:8443/a'],
    ['https://news.example./a'],
    ['https://nеws.example/a'],
    ['https://own.example/a'],
  ])('is not stored if it is on another origin: %s', async (url) => {
    const article = newArticle();
    await guestPosts(article, { url, title: 'Buy here' });
    expect(await shown(article)).toMatchObject({ url: null, title: null, urlConfirmed: false });
    expect(await publicly(article)).not.toMatch(/evil|Buy here|rel=\\"canonical/);
    expect(await listed(article)).toMatchObject({ url: null, title: null, unconfirmed: false });
    expect(await recorded(article)).toEqual([]);
  });

  it.each([
    { url: 'javascript:alert(1)' },
    { url: 'data:text/html,x' },
    { url: 'about:srcdoc', title: '' },
    { url: '/a' },
    { url: `https://news.example/${'x'.repeat(2000)}` },
    { url: 5, title: {} },
    null,
    [],
    'https://news.example/a',
  ])('is left out if it is invalid, and the comment is stored: %j', async (sent) => {
    const article = newArticle();
    await guestPosts(article, sent);
    expect(await shown(article)).toMatchObject({ url: null, commentCount: 1 });
  });

  it.each([undefined, null, '', ' \u200b', 'x'.repeat(501), 5])(
    'is stored without its title if that is invalid: %j',
    async (title) => {
      const article = newArticle();
      await guestPosts(article, { url: 'https://news.example/a?utm_source=x', title }, { more: { language: 'de_DE' } });
      expect(await listed(article)).toMatchObject({ url: 'https://news.example/a', title: null });
    },
  );

  it('is stored without its fragment if it is on an origin of the site, even after a wrong one', async () => {
    const article = newArticle();
    await guestPosts(article, { url: evil, title: 'Buy here' });
    await guestPosts(article, { url: 'https://news.example/wrong', title: 'Wrong' });
    await guestPosts(article, { url: 'https://news.example/right?a=1#comment-3', title: 'Right' });
    await guestPosts(article, { url: evil, title: 'Buy here' });
    expect(await shown(article)).toMatchObject({ url: 'https://news.example/right?a=1', urlConfirmed: false });
  });

  it('is not used in feeds or for search engines, and its title is shown to moderators only', async () => {
    const article = newArticle();
    await guestPosts(article, { url: 'https://news.example/right', title: 'A claim' });
    const pages = await publicly(article);
    expect(pages).not.toMatch(/rel=\\"canonical|href=\\"https:\/\/news\.example|A claim/);
    expect(pages).not.toContain('https://news.example/right#comment-');
    // the article, the thread, and the state of the element
    expect(pages.match(/https:\/\/news\.example\/right/g)).toHaveLength(3);
    const claimed = { url: 'https://news.example/right', title: 'A claim', unconfirmed: true };
    expect(await listed(article)).toMatchObject(claimed);
    const found = await world.call('GET', `${site}/moderation/search?article=${article}`, { token: moderator });
    expect(found.body.items[0].article).toMatchObject(claimed);
    const id = found.body.items[0].comment.id as string;
    const item = await world.call('GET', `${site}/moderation/items/${id}`, { token: moderator });
    expect(item.body.article).toEqual({ articleId: article, ...claimed });
  });

  it('is not taken from a held comment, even after its approval', async () => {
    const article = newArticle();
    await publisherSays(article, { mode: 'pre' });
    const before = await recorded(article);
    expect(await guestPosts(article, { url: 'https://news.example/a', title: 'A' })).toBe('held');
    expect(await recorded(article)).toEqual(before);
    const { body } = await world.call('GET', `${site}/moderation/search?article=${article}`, { token: moderator });
    const decisions = [{ commentId: body.items[0].comment.id, decision: 'approve' }];
    await world.call('POST', `${site}/moderation/decisions`, { token: moderator, body: { decisions } });
    await world.settled();
    expect(await shown(article)).toMatchObject({ commentCount: 1, url: null, title: null });
  });

  it('is taken from a site’s own origins for that site only, and only while the site has them', async () => {
    const owned = '/v1/sites/owned';
    await guestPosts('a', { url: 'https://own.example/a' }, { at: owned });
    expect(await shown('a', owned)).toMatchObject({ url: 'https://own.example/a' });
    await world.makeSite('owned', { origins: [] });
    await world.settled();
    expect(await shown('a', owned)).toMatchObject({ url: null });
  });

  it('is recorded at most 20 times while posts keep changing it', async () => {
    const article = newArticle();
    for (let turn = 0; turn < 24; turn++) await guestPosts(article, { url: `https://news.example/${turn}` });
    expect(await recorded(article)).toHaveLength(20);
  }, 60_000);
});

describe('if any origin may call', () => {
  it('only URLs of our own pages are accepted, under each loopback name', async () => {
    const port = new URL(open.url).port;
    for (const [at, origin] of [`http://127.0.0.1:${port}`, `http://localhost:${port}`].entries()) {
      const article = `own-${at}`;
      await guestPosts(article, { url: 'https://news.example/a' }, { on: open });
      expect(await shown(article, site, open)).toMatchObject({ url: null });
      await guestPosts(article, { url: `${origin}/demo/${article}#x` }, { on: open });
      expect(await shown(article, site, open)).toMatchObject({ url: `${origin}/demo/${article}` });
    }
  });

  it('a request cannot change which pages are our own', async () => {
    const { port, hostname } = new URL(open.url);
    const spoofed = { url: `http://evil.example:${port}/a` };
    const body = JSON.stringify({ body: 'A word', author: { name: 'Gus' }, article: spoofed });
    const status = await new Promise((resolve, reject) => {
      const headers = { host: `evil.example:${port}`, 'content-type': 'application/json' };
      const sent = request({ hostname, port, path: `${site}/articles/spoofed/comments`, method: 'POST', headers });
      sent.on('response', (response) => resolve(response.resume().statusCode)).on('error', reject);
      sent.end(body);
    });
    expect(status).toBe(201);
    await open.settled();
    expect(await shown('spoofed', site, open)).toMatchObject({ url: null });
  });
});

describe('the publisher', () => {
  it('sets an article’s URL and title, which readers cannot change', async () => {
    const article = newArticle();
    await guestPosts(article, { url: 'https://news.example/claim', title: 'A claim' });
    await publisherSays(article, { url: 'https://news.example/own', title: 'Own' });
    await guestPosts(article, { url: 'https://news.example/claim', title: 'A claim' });
    const own = { url: 'https://news.example/own', title: 'Own' };
    expect(await shown(article)).toMatchObject({ ...own, urlConfirmed: true });
    expect(await listed(article)).toMatchObject({ ...own, unconfirmed: false });
    const pages = await publicly(article);
    expect(pages).toContain('<link rel=\\"canonical\\" href=\\"https://news.example/own\\">');
    expect(pages).toContain('https://news.example/own#comment-');
    expect(pages).not.toMatch(/claim/);
  });

  it('may set any URL, including one that is not accepted from readers', async () => {
    const article = newArticle();
    expect(await publisherSays(article, { url: 'https://elsewhere.example/a' })).toMatchObject({
      url: 'https://elsewhere.example/a',
      urlConfirmed: true,
    });
  });

  it('confirms a reader’s URL and title only by sending the same', async () => {
    const article = newArticle();
    const named = { url: 'https://news.example/same', title: 'Same' };
    await guestPosts(article, named);
    await publisherSays(article, { open: true, mode: 'post', closesAt: null });
    expect(await shown(article)).toMatchObject({ url: named.url, title: null, urlConfirmed: false });
    expect(await publisherSays(article, named)).toMatchObject({ ...named, urlConfirmed: true });
    expect(await publicly(article)).toContain('rel=\\"canonical');
  });

  it('removes a wrong URL and title with null', async () => {
    const article = newArticle();
    await guestPosts(article, { url: 'https://news.example/wrong', title: 'Wrong' });
    expect(await publisherSays(article, { url: null })).toMatchObject({ url: null, title: null });
    expect(await listed(article)).toMatchObject({ url: null, title: null, unconfirmed: false });
  });

  it('cannot set a URL with a password', async () => {
    const body = { url: 'https://user:secret@news.example/a' };
    const answer = await world.call('PUT', `${site}/articles/a`, { token: moderator, body });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer: '/url' }] } });
  });
});

describe('an article with a decoded id', () => {
  const decoded = 'https://news.example/文章';
  const undecoded = ['https://news.example/%E6%96%87%E7%AB%A0', 'https://news.example/%e6%96%87%e7%ab%a0'];
  const at = (id: string): string => encodeURIComponent(id);
  const counted = async (ids: readonly string[], on: string) => {
    const query = ids.map((id) => `article=${encodeURIComponent(id)}`).join('&');
    return (await world.call('GET', `/v1/sites/${on}/counts?${query}`)).body.counts;
  };

  it.each(undecoded)('keeps its former id: %s', async (former) => {
    const on = `former-${undecoded.indexOf(former)}`;
    await world.makeSite(on);
    const place = `/v1/sites/${on}`;
    await guestPosts(at(former), {}, { at: place });
    await guestPosts(at(decoded), {}, { at: place });
    expect(await shown(at(decoded), place)).toMatchObject({ articleId: former, commentCount: 2 });
    expect(await counted([decoded, former, 'other'], on)).toEqual({ [decoded]: 2, [former]: 2, other: 0 });
  });

  it('has its own id without earlier comments, and explicit ids are not changed', async () => {
    await world.makeSite('fresh');
    const place = '/v1/sites/fresh';
    for (const id of [decoded, ...undecoded]) await guestPosts(at(id), {}, { at: place });
    for (const id of [decoded, ...undecoded])
      expect(await shown(at(id), place)).toMatchObject({ articleId: id, commentCount: 1 });
  });
});
