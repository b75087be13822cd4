import { limitRules } from '#api/limits/limit-rules';
import { type World, createWorld } from '#test/support/world/world';

const site = '/v1/sites/default';
const times = (n: number): number[] => Array.from({ length: n }, (_, index) => index);

describe('limits', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld({
      RATE_LIMITS: 'on',
      // Nothing listens there: attempts count even if the provider is unavailable.
      OIDC_ISSUER: 'http://127.0.0.1:9',
      OIDC_CLIENT_ID: 'desk',
      PUBLIC_URL: 'http://127.0.0.1:9',
    });
  });
  afterAll(() => world.stop());

  const expectRefused = (answer: { status: number; headers: Headers }): void => {
    expect(answer.status).toBe(429);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  };

  it('refuse repeated exports of a person, without affecting another person', async () => {
    const [ann, ben] = await Promise.all(
      ['ann', 'ben'].map(async (sub) => {
        const token = await world.token({ sub });
        const body = { body: `${sub} was here` };
        const posted = await world.call('POST', `${site}/articles/limits/comments`, { token, body });
        return { token, path: `${site}/authors/${posted.body.comment.author.id}` };
      }),
    );
    if (!ann || !ben) throw new Error('two people are needed');
    for (const _ of times(limitRules.personalData.perAuthor))
      expect((await world.call('GET', `${ann.path}/export`, ann)).status).toBe(200);
    expectRefused(await world.call('GET', `${ann.path}/export`, ann));
    expectRefused(await world.call('DELETE', ann.path, ann));
    expect((await world.call('GET', `${ben.path}/export`, ben)).status).toBe(200);
    const admin = await world.token({ sub: 'admin', roles: ['admin'] });
    expect((await world.call('GET', `${ann.path}/export`, { token: admin })).status).toBe(200);
  });

  it('refuse guessed tokens and sessions, without affecting requests that send none', async () => {
    const queues = `${site}/moderation/queues`;
    const guess = (n: number) =>
      n % 2 === 0
        ? world.call('GET', queues, { token: `guess.${n}.x` })
        : world.call('GET', queues, { headers: { cookie: `colloquy_desk=${String(n).padStart(43, 'x')}` } });
    for (let n = 0; n < limitRules.credentials.perAddress; n += 50)
      for (const { status } of await Promise.all(times(50).map((more) => guess(n + more)))) expect(status).toBe(401);
    expectRefused(await guess(0));
    expectRefused(await guess(1));
    expect((await world.call('GET', queues)).status).toBe(401);
    expect((await world.call('GET', `${site}/articles/limits/comments`)).status).toBe(200);
  });

  it('count both requests of a sign-in by the identity provider, and show a page', async () => {
    const visit = (path: string) => fetch(`${world.url}/desk/oidc/${path}`, { redirect: 'manual' });
    for (const n of times(limitRules.oidc.perAddress))
      expect((await visit(n % 2 === 0 ? 'start' : 'callback?state=x')).status).toBe(303);
    for (const path of ['start', 'callback?state=x']) {
      const refused = await visit(path);
      expectRefused(refused);
      expect(refused.headers.get('content-type')).toContain('text/html');
      expect(refused.headers.get('cache-control')).toBe('no-store');
      expect(await refused.text()).toContain('Too many attempts from this address.');
    }
  });
});
