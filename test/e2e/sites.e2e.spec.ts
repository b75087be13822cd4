import { Client } from 'pg';
import { listedRoutes } from '#contracts/routes/listed';
import { SharedWindows } from '#api/limits/shared-windows';
import { captureOutput } from '#test/support/processes/captured-output';
import { signInToDesk } from '#test/support/sign-in/desk';
import { tablesThatHold } from '#test/support/personal-data/personal-traces';
import { until } from '#test/support/time/until';
import { type CallOptions, type World, createWorld } from '#test/support/world/world';

let world: World;
/** Another process of the same installation, with its own caches. */
let there: World;
let callers: Record<string, CallOptions>;

beforeAll(async () => {
  const environment = { SITES: 'sport', ALLOWED_ORIGINS: 'https://news.example', RATE_LIMITS: 'on' };
  world = await createWorld(environment);
  there = await createWorld(environment, world);
  const guest = await world.call('POST', '/v1/sites/default/articles/a/comments', {
    body: { body: 'knock', author: { name: 'Gus' } },
  });
  const as = async (role: string, claims = {}) => ({
    token: await world.token({ sub: role, roles: [role], ...claims }),
  });
  const { cookie, ...proof } = await signInToDesk(world, { roles: ['admin'] });
  callers = {
    visitor: {},
    guest: { token: guest.body.authorToken },
    reader: { token: await world.token({ sub: 'reader' }) },
    moderator: await as('moderator'),
    admin: await as('admin'),
    analyst: await as('analyst'),
    service: await as('service'),
    'an admin whose token names the site': await as('admin', { sites: ['nowhere', 'default'] }),
    forger: { token: 'x.y.z' },
    'admin at the desk': { headers: { cookie, ...proof } },
  };
  await world.service.api.app.get(SharedWindows).sync();
  await world.settled();
});
afterAll(async () => {
  await there.stop();
  await world.stop();
});

const putSite = (site: string, body: unknown, caller = 'admin', headers = {}) =>
  world.call('PUT', `/v1/sites/${site}`, { ...callers[caller], body, ...(caller === 'admin' && { headers }) });
const notFound = { status: 404, body: { type: '/docs/problems#not-found', status: 404 } };

const ofSites = listedRoutes.filter(({ path }) => /:site(?:\/|$)/.test(path));
const routes = ofSites.filter(({ description }) => description.makesSite !== true);
const nobodysId = '01890000-0000-7000-8000-000000000000';
const concrete = (path: string, site: string): string =>
  path
    .replace(':site', site)
    .replace(':article', 'a')
    .replace(':queue', 'pending')
    .replace(':kind', 'banned')
    .replace(/:\w+/g, nobodysId);

/** The number of rows of each table in every schema. */
async function rowCounts(): Promise<Record<string, number>> {
  const client = new Client({ connectionString: world.databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  const counts: Record<string, number> = {};
  for (const { name } of rows) counts[name] = (await client.query(`select from ${name}`)).rowCount ?? 0;
  await client.end();
  return counts;
}

describe('a site that does not exist', () => {
  let before: Record<string, number>;
  beforeAll(async () => {
    before = await rowCounts();
  });

  it('can be named in most routes', () => {
    expect(routes.length).toBeGreaterThan(30);
    expect(ofSites.length - routes.length).toBe(1);
  });

  it.each(routes.map(({ method, path }) => [method, path]))(
    'is not found by any caller: %s %s',
    async (method, path) => {
      for (const [who, caller] of Object.entries(callers)) {
        const body = method === 'GET' || method === 'DELETE' ? {} : { body: {} };
        const answer = await world.call(method, concrete(path, 'nowhere'), { ...caller, ...body });
        expect({ who, ...answer }).toMatchObject(notFound);
      }
    },
  );

  it.each(['Sport', 'a--b', '-a', 'x'.repeat(64), '%00', '..%2Fdefault', 'sp%C3%B6rt', 'default%20', '%F0%9F%97%9E'])(
    'is not found under a name that can be none: %s',
    async (site) => {
      for (const { method, path } of routes) {
        const answer = await world.call(method, concrete(path, site), callers['admin']);
        expect({ path, status: answer.status }).toEqual({ path, status: 404 });
      }
    },
  );

  it.each([
    ['application/json', '{"body":'],
    ['application/x-www-form-urlencoded', 'body=x&name=y'],
    ['text/plain', 'x'],
    ['application/json', JSON.stringify({ body: 'x'.repeat(70_000) })],
  ])('is not found whatever is sent there: %s', async (contentType, body) => {
    for (const { method, path } of routes.filter((route) => !['GET', 'DELETE'].includes(route.method))) {
      const options = { ...callers['visitor'], body, headers: { 'content-type': contentType } };
      expect(await world.call(method, concrete(path, 'nowhere'), options)).toMatchObject(notFound);
    }
  });

  it('leaves no row in any table, not even a rate limit’s count', async () => {
    await world.service.api.app.get(SharedWindows).sync();
    await world.settled();
    const grown = Object.entries(await rowCounts()).filter(([table, count]) => count > (before[table] ?? 0));
    expect(grown).toEqual([]);
    expect((await tablesThatHold(world.databaseUrl, 'nowhere')).found).toEqual([]);
  });

  it('costs at most one query a second for many requests', async () => {
    const log = world.service.eventLog;
    const read = jest.spyOn(log, 'readStream');
    const began = performance.now();
    const calls = Array.from({ length: 40 }, (_, at) => world.call('GET', `/v1/sites/no-${at}/articles/a`));
    expect(new Set((await Promise.all(calls)).map(({ status }) => status))).toEqual(new Set([404]));
    await until('a second is over, and it is looked up', async () => {
      await world.call('GET', '/v1/sites/no-0/articles/a');
      return read.mock.calls.length > 0;
    });
    const seconds = (performance.now() - began) / 1000;
    expect(read.mock.calls.length).toBeLessThanOrEqual(2 + seconds);
    read.mockRestore();
  });
});

describe('a site', () => {
  it('exists if it is `default` or one of SITES', async () => {
    for (const site of ['default', 'sport'])
      expect((await world.call('GET', `/v1/sites/${site}/articles/a`)).status).toBe(200);
  });

  it('is created by an admin, and exists at once here and soon in other processes', async () => {
    expect((await there.call('GET', '/v1/sites/culture/articles/a')).status).toBe(404);
    const made = await putSite('culture', { name: 'Culture', timeZone: 'Europe/Berlin' });
    const site = { siteId: 'culture', name: 'Culture', timeZone: 'Europe/Berlin', origins: [] };
    expect(made).toMatchObject({ status: 201, body: { site, position: expect.stringMatching(/^\d+$/) } });
    expect(made.headers.get('x-position')).toBe(made.body.position);
    const comment = { body: { body: 'First!', author: { name: 'Gus' } } };
    expect((await world.call('POST', '/v1/sites/culture/articles/a/comments', comment)).status).toBe(201);
    await until(
      'it exists there',
      async () => (await there.call('GET', '/v1/sites/culture/articles/a')).status === 200,
    );
  });

  it('is created by a service, and at the desk', async () => {
    expect((await putSite('by-service', {}, 'service')).status).toBe(201);
    expect((await putSite('by-desk', {}, 'admin at the desk')).status).toBe(201);
  });

  it('cannot be created by other callers', async () => {
    for (const who of ['reader', 'moderator', 'analyst', 'an admin whose token names the site', 'guest'])
      expect({ who, status: (await putSite('nowhere', {}, who)).status }).toEqual({ who, status: 403 });
    for (const who of ['visitor', 'forger'])
      expect({ who, status: (await putSite('nowhere', {}, who)).status }).toEqual({ who, status: 401 });
    const ofOne = { token: await world.token({ sub: 'chief', roles: ['admin'], site: 'default' }), body: {} };
    for (const site of ['nowhere', 'default'])
      expect((await world.call('PUT', `/v1/sites/${site}`, ofOne)).status).toBe(403);
  });

  it.each<[string, unknown, string]>([
    ['a name that is no slug', {}, '/site'],
    ['an unknown time zone', { timeZone: 'Europe/Atlantis' }, '/timeZone'],
    ['an origin with a path', { origins: ['https://news.example/a'] }, '/origins/0'],
    ['any origin at all', { origins: ['https://ok.example', '*'] }, '/origins/1'],
    ['an origin with a name in it', { origins: ['https://news.example@evil.example'] }, '/origins/0'],
    ['a name of two lines', { name: 'a\nb' }, '/name'],
    ['a list', [], ''],
  ])('is not made with %s', async (what, body, pointer) => {
    const answer = await putSite(what === 'a name that is no slug' ? 'No%20Where' : 'nowhere', body);
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
    expect((await world.call('GET', '/v1/sites/nowhere/articles/a')).status).toBe(404);
    expect((await tablesThatHold(world.databaseUrl, 'nowhere')).found).toEqual([]);
  });

  it('is changed by a second PUT, which keeps the fields it does not name', async () => {
    await putSite('changed', { name: 'One', origins: ['HTTPS://Changed.Example:443/', 'https://changed.example'] });
    const changed = await putSite('changed', { timeZone: 'America/New_York' });
    const origins = ['https://changed.example'];
    expect(changed).toMatchObject({
      status: 200,
      body: { site: { name: 'One', timeZone: 'America/New_York', origins } },
    });
    const again = await putSite('changed', { timeZone: 'America/New_York', name: 'One', origins });
    expect(again).toMatchObject({ status: 200, body: { site: changed.body.site } });
    const events = await world.call('GET', '/v1/events?type=SiteChanged&limit=1000', callers['service']);
    const ofIt = events.body.events.filter(({ source }: { source: string }) => source === '/sites/changed');
    expect(ofIt).toMatchObject([
      { partitionkey: 'changed', data: { name: 'One', timeZone: 'UTC', origins } },
      { partitionkey: 'changed', data: { name: 'One', timeZone: 'America/New_York', origins } },
    ]);
  });

  it('is created once by a repeated request', async () => {
    const headers = { 'idempotency-key': 'make-it' };
    const first = await putSite('retried', { name: 'R' }, 'admin', headers);
    const again = await putSite('retried', { name: 'R' }, 'admin', headers);
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(again.body).toEqual(first.body);
    expect((await putSite('retried', { name: 'Q' }, 'admin', headers)).status).toBe(422);
  });

  it('is created once by concurrent requests', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => putSite('raced', { name: 'R' })));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 200, 200, 200, 200, 201]);
  });

  it('of SITES, or `default`, exists without being created', async () => {
    expect((await putSite('sport', { name: 'Sport' })).status).toBe(200);
    expect((await putSite('default', {})).status).toBe(200);
  });
});

describe('the list of sites', () => {
  const listed = async (caller: CallOptions) =>
    (await world.call('GET', '/v1/sites', caller)).body.sites?.map(({ siteId }: { siteId: string }) => siteId);

  it('has all sites, sorted by id, for a caller without limits', async () => {
    const all = await listed(callers['admin'] ?? {});
    expect(all).toEqual(expect.arrayContaining(['culture', 'default', 'sport']));
    expect(all).toEqual(all.toSorted());
    expect(await listed(callers['service'] ?? {})).toEqual(all);
  });

  it('has a moderator’s sites, but none that does not exist', async () => {
    const token = await world.token({ sub: 'mo', roles: ['moderator'], sites: ['sport', 'nowhere'] });
    expect(await listed({ token })).toEqual(['sport']);
    const { headers } = await world.call('GET', '/v1/sites', { token });
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('is closed to readers', async () => {
    expect((await world.call('GET', '/v1/sites', callers['reader'])).status).toBe(403);
    expect((await world.call('GET', '/v1/sites')).status).toBe(401);
  });

  it('is the same in the desk’s session', async () => {
    const { cookie } = await signInToDesk(world, { sites: ['sport', 'nowhere'] });
    expect((await world.call('GET', '/desk/session', { headers: { cookie } })).body.sites).toEqual(['sport']);
  });
});

describe('the origins of a site', () => {
  const own = 'https://own.example';
  const from = (path: string, origin: string) => world.call('GET', path, { headers: { origin } });
  const allowed = async (path: string, origin: string) =>
    (await from(path, origin)).headers.get('access-control-allow-origin');
  beforeAll(async () => {
    await putSite('owned', { origins: [own] });
  });

  it('may call routes of that site only', async () => {
    expect(await allowed('/v1/sites/owned/articles/a', own)).toBe(own);
    expect(await allowed('/v1/sites/owned/articles/a', 'https://news.example')).toBe('https://news.example');
    expect(await allowed('/v1/sites/default/articles/a', own)).toBeNull();
    expect(await allowed('/v1/sites/owned/articles/a', 'https://evil.example')).toBeNull();
    expect(await allowed('/v1/sites/nowhere/articles/a', own)).toBeNull();
  });

  it('may load resources that belong to no site', async () => {
    expect(await allowed('/widget.js', own)).toBe(own);
    expect(await allowed('/widget.js', 'https://evil.example')).toBeNull();
  });

  it('are allowed in preflights', async () => {
    const preflight = (site: string, origin: string) =>
      world.call('OPTIONS', `/v1/sites/${site}/articles/a/comments`, {
        headers: { origin, 'access-control-request-method': 'POST' },
      });
    const told = await preflight('owned', own);
    expect(told.headers.get('access-control-allow-origin')).toBe(own);
    expect(told.headers.get('vary')).toMatch(/origin/i);
    expect((await preflight('default', own)).headers.get('access-control-allow-origin')).toBeNull();
  });

  it('may show its pages in a frame', async () => {
    const policy = async (site: string) =>
      (await world.call('GET', `/v1/sites/${site}/articles/a/embed`)).headers.get('content-security-policy');
    expect(await policy('owned')).toContain(`frame-ancestors 'self' https://news.example ${own}`);
    expect(await policy('default')).not.toContain(own);
  });
});

describe('a site with comments that was removed from SITES', () => {
  const comments = '/v1/sites/moved/articles/a/comments';
  const start = (SITES: string, LOG_LEVEL = 'silent') => createWorld({ SITES, LOG_LEVEL }, world);

  it('is not found, is named in a warning at start, and returns with its comments', async () => {
    const before = await start('moved');
    const posted = await before.call('POST', comments, { body: { body: 'Still here', author: { name: 'Gus' } } });
    expect(posted.status).toBe(201);
    await before.settled();
    await before.stop();

    const output = captureOutput();
    const without = await start('sport', 'warn');
    expect((await without.call('GET', comments)).status).toBe(404);
    await until('the warning is logged', () => output.text().includes('but do not exist'));
    await without.stop();
    output.release();
    const lines = output
      .text()
      .split('\n')
      .filter((line) => line.includes('but do not exist'));
    expect(lines.map((line) => JSON.parse(line).sites)).toEqual([['moved']]);

    const again = await start('moved');
    expect((await again.call('GET', comments)).body.count).toBe(1);
    await again.stop();
  });
});
