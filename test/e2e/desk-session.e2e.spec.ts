import type { Pool } from 'pg';
import { endEverySession } from '#api/desk/desk-sessions';
import { limitRules } from '#api/limits/limit-rules';
import { survivingPool } from '#platform/postgres';
import { type DeskHeaders, cookieIn, linkToken, signInToDesk } from '#test/support/sign-in/desk';
import { execute } from '#test/support/database/test-database';
import { listen } from '#test/support/world/listen';
import { tablesThatHold } from '#test/support/personal-data/personal-traces';
import { TcpProxy } from '#test/support/network/tcp-proxy';
import { type World, createWorld } from '#test/support/world/world';

let world: World;
beforeAll(async () => {
  world = await createWorld({ SITES: 'sport' });
});
afterAll(() => world.stop());

const queues = '/v1/sites/default/moderation/queues';
const live = '/v1/sites/default/moderation/live';
const decisions = '/v1/sites/default/moderation/decisions';
const nothing = { decisions: [{ commentId: '01890000-0000-7000-8000-000000000000', decision: 'approve' }] };
const redeem = (token: string, headers: Record<string, string> = {}, at = world) =>
  at.call('POST', '/desk/sign-in', { body: { token }, headers });
const withPool = async (work: (pool: Pool) => Promise<unknown>): Promise<void> => {
  const pool = survivingPool({ connectionString: world.databaseUrl, max: 1 });
  await work(pool);
  await pool.end();
};
const session = (cookie: string) => world.call('GET', '/desk/session', { headers: { cookie } });

describe('a one-time link', () => {
  it('signs in its person with their roles, sites and queues', async () => {
    const { cookie } = await signInToDesk(world, {
      name: 'Ada',
      roles: ['admin'],
      sites: ['sport', 'default'],
      queues: ['reported'],
    });
    expect((await session(cookie)).body).toMatchObject({
      moderator: { name: 'Ada' },
      roles: ['admin'],
      sites: ['default', 'sport'],
      queues: ['reported'],
      signOutUrl: '/desk/sign-in',
    });
  });

  it('can be used once, even by two concurrent requests', async () => {
    const token = await linkToken(world);
    const answers = await Promise.all([redeem(token), redeem(token), redeem(token)]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 401, 401]);
    const { status, body } = await redeem(token);
    expect(status).toBe(401);
    expect(body.detail).toContain('This link was used before');
  });

  it('is valid for ten minutes', async () => {
    const token = await linkToken(world);
    await execute(world.databaseUrl, `update desk_links set expires_at = expires_at - interval '9 minutes'`);
    const other = await linkToken(world);
    expect((await redeem(token)).status).toBe(204);
    await execute(world.databaseUrl, `update desk_links set expires_at = expires_at - interval '10 minutes'`);
    expect((await redeem(other)).status).toBe(401);
  });

  it.each([
    ['nothing', ''],
    ['a guess', 'A'.repeat(43)],
    ['SQL', `' or true --`],
    ['a list', ['x'] as unknown],
  ])('is not replaced by %s', async (_what, token) => {
    const { status, headers } = await redeem(token as string);
    expect([401, 422]).toContain(status);
    expect(headers.getSetCookie()).toEqual([]);
  });

  it('cannot be used from another site’s page', async () => {
    const token = await linkToken(world);
    expect((await redeem(token, { origin: 'https://evil.example' })).body.type).toContain('csrf');
    expect((await redeem(token, { 'sec-fetch-site': 'cross-site' })).body.type).toContain('csrf');
    expect((await redeem(token, { 'sec-fetch-site': 'same-site' })).status).toBe(403);
    expect((await redeem(token, { origin: 'null' })).status).toBe(403);
    expect((await redeem(token, { origin: world.url, 'sec-fetch-site': 'same-origin' })).status).toBe(204);
  });

  it('asks before it replaces another person’s session, without being used up', async () => {
    const { cookie } = await signInToDesk(world, { name: 'Ada' });
    const token = await linkToken(world, { name: 'Eve' });
    const asked = await redeem(token, { cookie });
    expect([asked.status, asked.headers.getSetCookie()]).toEqual([409, []]);
    expect(asked.body).toMatchObject({
      type: '/docs/problems#signed-in-already',
      signedInAs: 'Ada',
      linkFor: 'Eve',
    });
    expect((await session(cookie)).body.moderator.name).toBe('Ada');
    const answer = { body: { token, replace: true }, headers: { cookie } };
    const replaced = await world.call('POST', '/desk/sign-in', answer);
    expect(replaced.status).toBe(204);
    expect((await session(cookieIn(replaced.headers, 'colloquy_desk') ?? '')).body.moderator.name).toBe('Eve');
    expect((await session(cookie)).status).toBe(401);
  });

  it('does not ask if the session is the same person’s or has ended', async () => {
    const { cookie } = await signInToDesk(world, { name: 'Ada' });
    expect((await redeem(await linkToken(world, { name: 'Ada' }), { cookie })).status).toBe(204);
    expect((await session(cookie)).status).toBe(401);
    expect((await redeem(await linkToken(world, { name: 'Eve' }), { cookie })).status).toBe(204);
    expect((await redeem('A'.repeat(43), { cookie: (await signInToDesk(world)).cookie })).status).toBe(401);
  });

  it('opens a page that allows only its own script and is not stored', async () => {
    const { body, headers } = await world.call<string>('GET', '/desk/sign-in?problem=no-role');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/script-src 'sha256-[^;]+'; style-src 'sha256-/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toContain('but not a moderator');
    expect((await world.call<string>('GET', '/desk/sign-in?problem=<script>')).body).not.toContain('<script>alert');
  });
});

describe('the desk’s cookie', () => {
  const flags = async (at: World, headers: Record<string, string> = {}) => {
    const answer = await redeem(await linkToken(at), headers, at);
    return answer.headers.getSetCookie().find((line) => line.includes('colloquy_desk='));
  };
  const underHttps = /^__Host-colloquy_desk=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; Secure; SameSite=Strict$/;

  it('is HttpOnly, SameSite=Strict and lasts a week, and is Secure and __Host- under https', async () => {
    expect(await flags(world)).toMatch(/^colloquy_desk=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Strict$/);
    const behindProxy = await createWorld({ TRUST_PROXY: '1' });
    expect(await flags(behindProxy, { 'x-forwarded-proto': 'https' })).toMatch(underHttps);
    await behindProxy.stop();
    const known = await createWorld({ PUBLIC_URL: 'https://comments.news.example' });
    expect(await flags(known)).toMatch(underHttps);
    await known.stop();
  });

  it('is under https not read without its __Host- prefix, because another host could have set it', async () => {
    const known = await createWorld({ PUBLIC_URL: 'https://comments.news.example' });
    const { cookie, ...proof } = await signInToDesk(known);
    const asked = (sent: string) => known.call('GET', '/desk/session', { headers: { ...proof, cookie: sent } });
    expect((await asked(cookie)).status).toBe(200);
    const planted = cookie.replace('__Host-', '');
    expect(planted).toMatch(/^colloquy_desk=/);
    expect((await asked(planted)).status).toBe(401);
    expect((await asked(`${planted}; ${cookie}`)).status).toBe(200);
    const ended = await known.call('DELETE', '/desk/session', { headers: { cookie, ...proof } });
    expect(ended.headers.getSetCookie()).toEqual([
      '__Host-colloquy_desk=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Strict',
    ]);
    await known.stop();
  });

  it('cannot be made from the database, which holds neither the token nor the name', async () => {
    const name = 'Zinaida Unverwechselbar';
    const { cookie } = await signInToDesk(world, { name });
    await linkToken(world, { name });
    const token = cookie.split('=')[1] ?? '';
    for (const secret of [name, token])
      expect(await tablesThatHold(world.databaseUrl, secret)).toMatchObject({ found: [] });
  });

  it('is ignored if there is a bearer token', async () => {
    const { cookie } = await signInToDesk(world, { roles: ['admin'] });
    const reader = { token: await world.token({ sub: 'reader' }), headers: { cookie } };
    expect((await world.call('GET', queues, reader)).status).toBe(403);
    expect((await world.call('GET', queues, { ...reader, token: 'a.b.c' })).status).toBe(401);
    expect((await world.call('GET', '/desk/session', reader)).status).toBe(403);
  });

  it('counts on public routes only with its csrf token, so that a moderator can read as a reader', async () => {
    const { cookie, ...proof } = await signInToDesk(world, { name: 'Mo' });
    const viewer = '/v1/sites/default/articles/paper/viewer';
    expect((await world.call('GET', viewer, { headers: { cookie } })).body.author).toBeNull();
    expect((await world.call('GET', viewer, { headers: { cookie, ...proof } })).body.author.name).toBe('Mo');
    const guest = { body: { body: 'as a guest', author: { name: 'Gus' } }, headers: { cookie } };
    const posted = await world.call('POST', '/v1/sites/default/articles/paper/comments', guest);
    expect(posted.body.comment.author).toMatchObject({ name: 'Gus' });
    expect(posted.body.comment.author.badge).toBe('guest');
  });
});

describe('a change that the cookie allows', () => {
  const decide = (headers: Record<string, string>, at = world) =>
    at.call('POST', decisions, { body: nothing, headers });

  it('needs the csrf token of the same session', async () => {
    const [mine, other] = [await signInToDesk(world), await signInToDesk(world, { name: 'Other' })];
    expect((await decide({ ...mine })).status).toBe(200);
    for (const wrong of [{}, { 'x-csrf-token': '' }, { 'x-csrf-token': other['x-csrf-token'] }]) {
      const { status, body } = await decide({ cookie: mine.cookie, ...wrong });
      expect(status).toBe(403);
      expect(body.type).toBe('/docs/problems#csrf');
    }
  });

  it('must come from our own origin, even with the token', async () => {
    const mine = await signInToDesk(world);
    expect((await decide({ ...mine, origin: world.url })).status).toBe(200);
    for (const foreign of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: world.url.replace('127.0.0.1', '127.0.0.1.evil.example') },
      { origin: 'http://127.0.0.1:1' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ])
      expect((await decide({ ...mine, ...foreign })).body.type).toBe('/docs/problems#csrf');
  });

  it('may use the public address if the proxy changes the Host header', async () => {
    const known = await createWorld({ PUBLIC_URL: 'https://comments.news.example' });
    const mine = await signInToDesk(known);
    expect((await decide({ ...mine, origin: 'https://comments.news.example' }, known)).status).toBe(200);
    expect((await decide({ ...mine, origin: 'http://comments.news.example' }, known)).status).toBe(403);
    await known.stop();
  });

  it('cannot be sent as a form, which another page could do', async () => {
    const { cookie } = await signInToDesk(world);
    const headers = { cookie, 'content-type': 'text/plain', origin: 'https://evil.example' };
    expect((await world.call('POST', decisions, { body: JSON.stringify(nothing), headers })).status).toBe(415);
  });
});

describe('signing in', () => {
  it('is limited by address, even with a valid link, and other addresses are not affected', async () => {
    const limited = await createWorld({ RATE_LIMITS: 'on', TRUST_PROXY: '1' });
    const from = (address: string) => ({ 'x-forwarded-for': address });
    const { perAddress } = limitRules.signIn;
    const guesses = Array.from({ length: perAddress }, () => redeem('A'.repeat(43), from('203.0.113.9'), limited));
    expect(new Set((await Promise.all(guesses)).map(({ status }) => status))).toEqual(new Set([401]));
    const refused = await redeem(await linkToken(limited), from('203.0.113.9'), limited);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await redeem(await linkToken(limited), from('203.0.113.10'), limited)).status).toBe(204);
    await limited.stop();
  });

  it.each(['off', '1'])('is not allowed more often with invented addresses, with TRUST_PROXY %s', async (setting) => {
    const limited = await createWorld({ RATE_LIMITS: 'on', TRUST_PROXY: setting });
    const { perAddress } = limitRules.signIn;
    // The entry of the proxy is the same each time; the forged entries before it differ.
    const tries = Array.from({ length: 2 * perAddress }, (_, n) =>
      redeem(
        'A'.repeat(43),
        { 'x-forwarded-for': `203.0.113.${n}, 198.51.100.9`, forwarded: `for=203.0.113.${n}` },
        limited,
      ),
    );
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(perAddress);
    expect(statuses.filter((status) => status === 429)).toHaveLength(perAddress);
    await limited.stop();
  });
});

describe('a session', () => {
  const age = (sql: string) => execute(world.databaseUrl, `update desk_sessions set ${sql}`);
  const endOf = async (cookie: string) => Date.parse((await session(cookie)).body.expiresAt) - Date.now();
  const hour = 3_600_000;

  it('ends after twelve hours without use', async () => {
    const { cookie } = await signInToDesk(world);
    await age(`expires_at = expires_at - interval '11 hours 59 minutes'`);
    expect((await world.call('GET', queues, { headers: { cookie } })).status).toBe(200);
    expect(await endOf(cookie)).toBeGreaterThan(11 * hour); // extended by this request
    await age(`expires_at = expires_at - interval '12 hours'`);
    expect((await world.call('GET', queues, { headers: { cookie } })).status).toBe(401);
    const { status, body } = await session(cookie);
    expect(status).toBe(401);
    expect(body.signInUrl).toBeNull();
  });

  it('ends after seven days, even if it is used', async () => {
    const { cookie } = await signInToDesk(world);
    await age(`expires_at = now() + interval '1 hour', ends_at = now() + interval '3 hours'`);
    const left = await endOf(cookie);
    expect(left).toBeGreaterThan(2 * hour);
    expect(left).toBeLessThanOrEqual(3 * hour);
    await age(`expires_at = now() - interval '1 second', ends_at = now() - interval '1 second'`);
    expect((await session(cookie)).status).toBe(401);
  });

  it('that has ended answers 401 to its csrf token, so that a moderator is not taken for a guest', async () => {
    const mine = await signInToDesk(world);
    await age(`expires_at = now() - interval '1 second'`);
    const viewer = await world.call('GET', '/v1/sites/default/articles/x/viewer', { headers: { ...mine } });
    expect(viewer.status).toBe(401);
    expect(viewer.body.detail).toBe('The session has ended.');
  });

  it('ends at once in every process when its moderator signs out, and other sessions continue', async () => {
    const second = await createWorld({}, world);
    const [mine, other] = [await signInToDesk(world), await signInToDesk(world, { name: 'Other' })];
    expect((await second.call('GET', queues, { headers: { cookie: mine.cookie } })).status).toBe(200);
    const answer = await world.call('DELETE', '/desk/session', { headers: { ...mine } });
    expect(answer.status).toBe(204);
    expect(answer.headers.getSetCookie()[0]).toMatch(/^colloquy_desk=; Max-Age=0; Path=\//);
    for (const at of [world, second])
      expect((await at.call('GET', queues, { headers: { cookie: mine.cookie } })).status).toBe(401);
    expect((await session(other.cookie)).status).toBe(200);
    await second.stop();
  });

  it('ends its live streams in every process, after a sign-out and after the operator ends all', async () => {
    const second = await createWorld({}, world);
    const open = ({ url }: World, { cookie }: DeskHeaders) => listen(`${url}${live}`, { cookie });
    const [mine, other] = [await signInToDesk(world), await signInToDesk(world, { name: 'Other' })];
    const streams = [await open(world, mine), await open(second, mine)];
    const others = [await open(world, other), await open(second, other)];
    for (const stream of [...streams, ...others]) await stream.until(({ event }) => event === 'queues');
    let othersEnded = 0;
    for (const { ended } of others) void ended.then(() => othersEnded++);
    await world.call('DELETE', '/desk/session', { headers: { ...mine } });
    await Promise.all(streams.map(({ ended }) => ended));
    expect(othersEnded).toBe(0);
    await withPool(endEverySession);
    await Promise.all(others.map(({ ended }) => ended));
    await second.stop();
  });

  it('cannot be fixed: signing in makes a new cookie and ends the session of the old one', async () => {
    const planted = await signInToDesk(world, { name: 'Attacker' });
    const answer = await world.call('POST', '/desk/sign-in', {
      body: { token: await linkToken(world, { name: 'Victim' }), replace: true },
      headers: { cookie: planted.cookie },
    });
    const cookie = cookieIn(answer.headers, 'colloquy_desk') ?? '';
    expect(cookie).not.toBe(planted.cookie);
    expect((await session(cookie)).body.moderator.name).toBe('Victim');
    expect((await session(planted.cookie)).status).toBe(401);
    const invented = `colloquy_desk=${'x'.repeat(43)}`;
    const second = await redeem(await linkToken(world), { cookie: invented });
    expect(cookieIn(second.headers, 'colloquy_desk')).not.toBe(invented);
  });

  it.each(['', 'x', '%00', 'x'.repeat(5000), `' or true --`, '"; Path=/'])(
    'is not opened by the cookie %s',
    async (value) => {
      expect((await session(`colloquy_desk=${value}`)).status).toBe(401);
    },
  );
});

it('the desk works without PUBLIC_URL behind a proxy that keeps the Host header', async () => {
  const proxy = await TcpProxy.start({ host: '127.0.0.1', port: Number(new URL(world.url).port) });
  const origin = `http://127.0.0.1:${proxy.port}`;
  const mine = await signInToDesk(world);
  const headers = { ...mine, origin, 'content-type': 'application/json' };
  const answer = await fetch(`${origin}${decisions}`, { method: 'POST', headers, body: JSON.stringify(nothing) });
  expect(answer.status).toBe(200);
  await proxy.close();
});
