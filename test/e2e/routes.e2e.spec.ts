import { controllers } from '../../apps/api/src/api.module';
import { routesOf } from '../../apps/api/src/docs/openapi';
import type { Access } from '../../apps/api/src/http/access';
import { type World, createWorld } from '../world';

const routes = routesOf(controllers);
const personas = [
  'nobody',
  'guest',
  'reader',
  'moderator',
  'admin',
  'analyst',
  'service',
  'moderator of another site',
] as const;
type Persona = (typeof personas)[number];

/** Who gets past the door; what happens behind it is another matter. */
const welcome: Record<Access, readonly Persona[]> = {
  public: personas,
  reader: personas.filter((persona) => persona !== 'nobody'),
  member: personas.filter((persona) => persona !== 'nobody' && persona !== 'guest'),
  moderator: ['moderator', 'admin', 'moderator of another site'],
  admin: ['admin'],
  self: ['admin'], // nobody here is the author that the path names; see personal-data.e2e.spec.ts
  publisher: ['moderator', 'admin', 'service', 'moderator of another site'],
  analyst: ['analyst', 'service'],
};

let world: World;
let tokens: Record<Persona, string | undefined>;

beforeAll(async () => {
  world = await createWorld();
  const guest = await world.call('POST', '/v1/sites/default/articles/door/comments', {
    body: { body: 'knock', author: { name: 'Guest' } },
  });
  const withRole = (role: string) => world.token({ sub: role, roles: [role], site: 'default' });
  tokens = {
    nobody: undefined,
    guest: guest.body.authorToken,
    reader: await world.token({ sub: 'reader' }),
    moderator: await withRole('moderator'),
    admin: await withRole('admin'),
    analyst: await withRole('analyst'),
    service: await withRole('service'),
    'moderator of another site': await world.token({ sub: 'other', roles: ['moderator'], site: 'elsewhere' }),
  };
});
afterAll(() => world.stop());

const nobodysId = '01890000-0000-7000-8000-000000000000';
const concrete = (path: string): string =>
  path
    .replace(':site', 'default')
    .replace(':article', 'door')
    .replace(':queue', 'pending')
    .replace(':kind', 'banned')
    .replace(/:\w+/g, nobodysId);

describe('every route', () => {
  it('says who may call it', () => {
    expect(routes.filter((route) => !route.description).map((route) => `${route.method} ${route.path}`)).toEqual([]);
    expect(routes.length).toBeGreaterThan(20);
  });

  const cases = routes.flatMap((route) =>
    personas.map((persona) => [route.method.toUpperCase(), route.path, persona, route] as const),
  );
  it.each(cases)('%s %s lets in %s, or does not', async (method, path, persona, { description }) => {
    const access = description?.access ?? 'admin';
    const elsewhere = persona === 'moderator of another site' && path.includes(':site');
    const isWelcome = welcome[access].includes(persona) && !elsewhere;
    const answer = await world.call(method, concrete(path), {
      token: tokens[persona],
      ...(method !== 'GET' && method !== 'DELETE' && { body: {} }),
    });
    expect(answer.status).toBeLessThan(500);
    if (isWelcome) expect([401, 403]).not.toContain(answer.status);
    else expect(answer.status).toBe(persona === 'nobody' ? 401 : 403);
  });
});

describe('the description of the API', () => {
  it('names every route with its answers, and is served with a page to read it', async () => {
    const { body } = await world.call('GET', '/openapi.json');
    expect(body.openapi).toBe('3.1.0');
    for (const { method, path } of routes) {
      expect(body.paths[path.replace(/:(\w+)/g, '{$1}')]).toHaveProperty(method);
    }
    const page = await world.call('GET', '/docs', { headers: { accept: 'text/html' } });
    expect(page.status).toBe(200);
    expect(page.body).toContain('<html');
    expect((await world.call('GET', '/docs/problems')).body).toContain('id="not-the-author"');
  });
});

describe('health and metrics', () => {
  it('tell an operator that the database answers and how far the projections are', async () => {
    expect((await world.call('GET', '/health/live')).body).toEqual({ status: 'ok' });
    const ready = await world.call('GET', '/health/ready');
    expect(ready.body).toMatchObject({
      status: 'ok',
      database: 'ok',
      broker: { status: 'unused' },
      projections: { thread: { status: 'active' } },
    });
    const metrics = await world.call<string>('GET', '/metrics');
    expect(metrics.body).toContain('colloquy_http_request_duration_seconds_bucket');
    expect(metrics.body).not.toMatch(/door|knock/);
  });
});
