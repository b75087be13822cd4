import { type World, createWorld, signToken } from '#test/support/world/world';

const browser = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };

describe('the first URLs that a new user opens', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
  });
  afterAll(() => world?.stop());

  const get = (path: string, headers: Record<string, string> = {}) => fetch(world.url + path, { headers });

  it('the root is a page of working links for browsers', async () => {
    const answer = await get('/', browser);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    const html = await answer.text();
    const paths = [...html.matchAll(/href="([^"]+)"/g)].map(([, path]) => String(path));
    expect(paths.length).toBeGreaterThan(5);
    for (const path of paths) {
      const { status } = await get(`/${path}`, { ...browser, 'sec-fetch-mode': 'navigate' });
      expect({ path, leads: status < 400 || path === 'desk' || path === 'widget.js' }).toEqual({ path, leads: true });
    }
  });

  it('the root is the same links as JSON for programs', async () => {
    const answer = await get('/');
    expect(answer.headers.get('vary')).toMatch(/accept/);
    expect(await answer.json()).toMatchObject({ name: 'Colloquy', links: { docs: 'docs', openapi: 'openapi.json' } });
  });

  it.each(['/nothing', '/docs/nothing.html', '/desks'])('%s is a page for browsers', async (path) => {
    const answer = await get(path, browser);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    expect(await answer.text()).toContain('Page not found');
  });

  it.each(['/nothing', '/v1/nothing', '/v1/sites/nowhere/articles/a', '/v10/x'])(
    '%s is a problem document for programs, and in the API for browsers, too',
    async (path) => {
      for (const headers of /^\/v\d/.test(path) ? [browser, {}] : [{ accept: 'application/json' }, {}]) {
        const answer = await get(path, headers);
        expect([answer.status, answer.headers.get('content-type')]).toEqual([
          404,
          'application/problem+json; charset=utf-8',
        ]);
      }
    },
  );

  it.each([
    [['moderator'], '/v1/events', 'Requires role `analyst` or `service`; your token has `moderator`.'],
    [[], '/v1/sites/default/moderation/queues', 'Requires role `moderator` or `admin`; your token has no role.'],
    [
      ['analyst', 'service'],
      '/v1/sites/default/policy',
      /^Requires role .*; your token has `analyst` and `service`\.$/,
    ],
  ])('a token with the roles %j learns at %s which role is missing', async (roles, path, detail) => {
    const token = await signToken({ sub: 'reader', roles });
    const { status, body } = await world.call('GET', path, { token });
    expect({ status, detail: Reflect.get(Object(body), 'detail') }).toEqual({
      status: 403,
      detail: typeof detail === 'string' ? detail : expect.stringMatching(detail),
    });
  });
});
