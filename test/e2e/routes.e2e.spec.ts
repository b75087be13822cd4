import { listedRoutes } from '#contracts/routes/listed';
import type { Access } from '#contracts/routes/route';
import { concretePath } from '#test/support/world/concrete-path';
import { signInToDesk } from '#test/support/sign-in/desk';
import { type CallOptions, type World, createWorld } from '#test/support/world/world';

const routes = listedRoutes;
const personas = [
  'visitor',
  'guest',
  'reader',
  'moderator',
  'admin',
  'analyst',
  'service',
  'moderator of another site',
  'moderator of other queues',
  'moderator of no queue',
  'moderator at the desk',
  'admin at the desk',
  'moderator at the desk, without the csrf token',
] as const;
type Persona = (typeof personas)[number];

const moderators: readonly Persona[] = [
  ...(['moderator', 'moderator of another site', 'moderator of other queues', 'moderator of no queue'] as const),
  ...(['moderator at the desk', 'moderator at the desk, without the csrf token'] as const),
];
const admins: readonly Persona[] = ['admin', 'admin at the desk'];
const atTheDesk = personas.filter((persona) => persona.includes('at the desk'));

/** The personas that each access level admits. The rest of the answer is not checked here. */
const welcome: Record<Access, readonly Persona[]> = {
  public: personas,
  reader: personas.filter((persona) => persona !== 'visitor'),
  member: personas.filter((persona) => persona !== 'visitor' && persona !== 'guest'),
  moderator: [...moderators, ...admins],
  admin: admins,
  self: admins, // no persona is the author in the path; see personal-data.e2e.spec.ts
  desk: atTheDesk,
  publisher: [...moderators, ...admins, 'service'],
  installation: ['admin at the desk'], // the tokens here are of one site; see sites.e2e.spec.ts
  analyst: ['analyst', 'service'],
};

let world: World;
let tokens: Partial<Record<Persona, string>>;

beforeAll(async () => {
  world = await createWorld({ SITES: 'elsewhere' });
  const guest = await world.call('POST', '/v1/sites/default/articles/door/comments', {
    body: { body: 'knock', author: { name: 'Guest' } },
  });
  const withRole = (role: string) => world.token({ sub: role, roles: [role], site: 'default' });
  tokens = {
    guest: guest.body.authorToken,
    reader: await world.token({ sub: 'reader' }),
    moderator: await withRole('moderator'),
    admin: await withRole('admin'),
    analyst: await withRole('analyst'),
    service: await withRole('service'),
    'moderator of another site': await world.token({ sub: 'other', roles: ['moderator'], site: 'elsewhere' }),
    'moderator of other queues': await world.token({ sub: 'junior', roles: ['moderator'], queues: ['escalated'] }),
    'moderator of no queue': await world.token({ sub: 'idle', roles: ['moderator'], queues: [] }),
  };
});
afterAll(() => world.stop());

/** The credentials of a persona's request. Each has its own session, because some of these routes end it. */
async function credentials(persona: Persona): Promise<CallOptions> {
  if (!atTheDesk.includes(persona)) return { token: tokens[persona] };
  const { cookie, ...proof } = await signInToDesk(world, {
    roles: [persona.startsWith('admin') ? 'admin' : 'moderator'],
  });
  return { headers: { cookie, ...(!persona.includes('without') && proof) } };
}

describe('every route', () => {
  const cases = routes.flatMap((route) =>
    personas.map((persona) => [route.method, route.path, persona, route] as const),
  );
  it.each(cases)('%s %s admits or refuses %s as declared', async (method, path, persona, { description }) => {
    const { access } = description;
    const elsewhere = persona === 'moderator of another site' && path.includes(':site');
    const needed = description.queuesNeeded ?? 'one';
    const otherQueue =
      (persona === 'moderator of other queues' && (path.includes(':queue') || needed === 'every')) ||
      (persona === 'moderator of no queue' && needed !== 'none' && ['moderator', 'publisher'].includes(access));
    const unproved = persona.includes('without') && method !== 'GET' && access !== 'public';
    const isWelcome = welcome[access].includes(persona) && !elsewhere && !otherQueue && !unproved;
    const sent = await credentials(persona);
    const answer = await world.call(method, concretePath(path), {
      ...sent,
      headers: { ...sent.headers, ...(description.form && { 'content-type': 'application/x-www-form-urlencoded' }) },
      ...(method !== 'GET' && method !== 'DELETE' && { body: description.form ? 'body=' : {} }),
    });
    // Without a build the desk's pages answer 503; see desk-pages.int.spec.ts.
    expect(answer.status).toBeLessThan(path === '/desk' || path === '/desk/*' ? 504 : 500);
    if (isWelcome) expect([401, 403]).not.toContain(answer.status);
    else expect(answer.status).toBe(persona === 'visitor' ? 401 : 403);
  });
});

describe('the description of the API', () => {
  it('has every route with its answers, and is served with a page', async () => {
    const { body } = await world.call('GET', '/openapi.json');
    expect(body.openapi).toBe('3.1.0');
    for (const { method, path, description } of routes) {
      const answered = body.paths[path.replace(/:(\w+)/g, '{$1}').replace('*', '{place}')]?.[method.toLowerCase()];
      expect([path, answered !== undefined]).toEqual([path, description.ofPages !== true]);
    }
    const page = await world.call('GET', '/docs/api', { headers: { accept: 'text/html' } });
    expect(page.status).toBe(200);
    expect(page.body).toContain('<html');
    expect((await world.call('GET', '/docs/problems')).body).toContain('id="not-the-author"');
  });
});

describe('health and metrics', () => {
  it('show that the database answers, and the positions of the projections', async () => {
    expect((await world.call('GET', '/health/live')).body).toEqual({ status: 'ok' });
    const ready = await world.call('GET', '/health/ready');
    expect(ready.body).toMatchObject({
      status: 'ok',
      database: 'ok',
      log: expect.stringMatching(/^[0-9a-f-]{36}\.1$/),
      broker: { status: 'unused' },
      projections: { thread: { status: 'active' } },
    });
    const metrics = await world.call<string>('GET', '/metrics');
    expect(metrics.body).toContain('colloquy_http_request_duration_seconds_bucket');
    expect(metrics.body).not.toMatch(/door|knock/);
  });
});
