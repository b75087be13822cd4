import { listedRoutes } from '#contracts/routes/listed';
import { concretePath } from '#test/support/world/concrete-path';
import { signInToDesk } from '#test/support/sign-in/desk';
import { type World, createWorld } from '#test/support/world/world';

const routes = listedRoutes;
const reads = routes.filter(({ method }) => method === 'GET');
const isCacheable = ({ description }: (typeof routes)[number]): boolean => description.cache !== undefined;
const named = (of: readonly (typeof routes)[number][]) =>
  of.map((route) => [`${route.method} ${route.path}`, route] as const);

let world: World;
let places: Record<string, string>;
beforeAll(async () => {
  world = await createWorld({ ALLOWED_ORIGINS: 'https://news.example' });
  const ann = await world.token({ sub: 'ann', name: 'Ann' });
  const { body } = await world.call('POST', '/v1/sites/default/articles/door/comments', {
    token: ann,
    body: { body: 'Knock', article: { title: 'Door' } },
  });
  const { id, author } = body.comment;
  await world.settled();
  places = {
    '/v1/sites/:site/authors/:id': `/v1/sites/default/authors/${author.id}`,
    '/v1/sites/:site/comments/:id': `/v1/sites/default/comments/${id}`,
    '/v1/sites/:site/moderation/comments/:id': `/v1/sites/default/moderation/comments/${id}`,
    '/v1/avatars/:file': `/v1/avatars/${author.id}.svg`,
    '/schemas/:type/:file': '/schemas/CommentPosted/1.json',
    '/v1/sites/:site/counts': '/v1/sites/default/counts?article=door',
  };
});
afterAll(() => world.stop());

/** The path of a route with ids of existing things. */
function filledPath(pattern: string): string {
  const [prefix, place] = Object.entries(places).find(([one]) => pattern.startsWith(one)) ?? [];
  return concretePath(place === undefined ? pattern : place + pattern.slice(prefix?.length));
}

async function ask(method: string, path: string, headers: Record<string, string> = {}): Promise<Response> {
  const aborter = new AbortController();
  const answer = await fetch(world.url + path, { method, headers, redirect: 'manual', signal: aborter.signal });
  aborter.abort();
  return answer;
}

async function atTheDesk(): Promise<Record<string, string>> {
  return { ...(await signInToDesk(world, { roles: ['admin'] })) };
}

function expectNotStored({ headers }: Response): void {
  expect(headers.get('cache-control')).toBe('no-store');
}

function expectSecured({ headers }: Response): void {
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(headers.get('strict-transport-security')).toBe('max-age=31536000');
  expect(headers.has('referrer-policy')).toBe(true);
  expect(headers.has('cross-origin-resource-policy')).toBe(true);
}

/** Expects a content type that the table declares, also for pages, feeds and streams. */
function expectDeclared({ status, headers }: Response, { answers }: (typeof routes)[number]['description']): void {
  const answer = answers[status];
  const types = answer && 'content' in answer ? [answer.content].flat() : ['application/json; charset=utf-8'];
  if (!types.includes('*/*')) expect(types).toContain(headers.get('content-type'));
}

describe('an answer that is not public', () => {
  it('comes from a route that does not declare it cacheable', () => {
    const cacheable = routes.filter((route) => isCacheable(route) && route.description.access !== 'public');
    expect(cacheable.map(({ path }) => path)).toEqual([]);
  });

  const secret = reads.filter((route) => !isCacheable(route));
  it.each(named(secret))('is not stored by caches: %s', async (_name, { path, description }) => {
    const admin = await atTheDesk();
    const analyst = { authorization: `Bearer ${await world.token({ sub: 'ana', roles: ['analyst'] })}` };
    const address = filledPath(path);
    for (const headers of [admin, analyst, {}, { ...admin, 'if-none-match': '*' }]) {
      for (const method of ['GET', 'HEAD']) {
        const answer = await ask(method, address, headers);
        expectNotStored(answer);
        expectSecured(answer);
        if (answer.status === 200) expectDeclared(answer, description);
        // A stream bypasses the hooks that add headers, and caches do not store it in any case.
        if (answer.headers.get('content-type')?.includes('event-stream') !== true)
          expect(answer.headers.get('vary')).toMatch(/authorization.*cookie/);
      }
    }
  });

  it('is not stored for a comment that anonymous readers see', async () => {
    const answer = await ask('GET', places['/v1/sites/:site/comments/:id'] ?? '');
    expect(answer.status).toBe(200);
    expectNotStored(answer);
  });
});

describe('the answer to a change', () => {
  const changes = routes.filter(({ method }) => method !== 'GET');
  it.each(named(changes))('is not stored by caches: %s', async (_name, { method, path }) => {
    for (const headers of [{}, await atTheDesk(), { authorization: 'Bearer nonsense' }]) {
      const answer = await ask(method, concretePath(path), headers);
      expectNotStored(answer);
      expectSecured(answer);
    }
  });
});

describe('a public answer', () => {
  it.each(named(reads.filter(isCacheable)))(
    'may be stored as its route declares, but not its errors: %s',
    async (_name, route) => {
      const good = await ask('GET', filledPath(route.path));
      if (good.status === 200) expect(good.headers.get('cache-control')).toMatch(/^(public, |no-cache$)/);
      else expectNotStored(good);
      expectSecured(good);
      if (good.status === 200) expectDeclared(good, route.description);
      const etag = good.headers.get('etag');
      if (etag !== null) {
        const same = await ask('GET', filledPath(route.path), { 'if-none-match': etag });
        expect([same.status, same.headers.get('cache-control')]).toEqual([304, good.headers.get('cache-control')]);
      }
      for (const headers of [{ authorization: 'Bearer nonsense' }, { authorization: 'Basic eDp5' }])
        expectNotStored(await ask('GET', filledPath(route.path), headers));
      expectNotStored(
        await ask('GET', `${filledPath(route.path)}?after=x`.replace(/\?(.*)\?/, '?$1&'), {
          authorization: 'Bearer x',
        }),
      );
    },
  );

  it('is a 200 for most routes of this spec', async () => {
    const statuses = await Promise.all(
      reads.filter(isCacheable).map(async ({ path }) => (await ask('GET', filledPath(path))).status),
    );
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(12);
  });

  it('varies by origin if origins are named, and for files by encoding as well', async () => {
    const thread = await ask('GET', '/v1/sites/default/articles/door/comments', { origin: 'https://news.example' });
    expect(thread.headers.get('access-control-allow-origin')).toBe('https://news.example');
    expect(thread.headers.get('vary')?.toLowerCase()).toContain('origin');
    const file = await ask('GET', '/widget.js', { 'accept-encoding': 'gzip' });
    const vary = (file.headers.get('vary') ?? '').toLowerCase().split(', ');
    expect(vary).toEqual(expect.arrayContaining(['origin', 'accept-encoding']));
  });
});
