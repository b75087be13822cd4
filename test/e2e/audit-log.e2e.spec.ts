import { SignJWT } from 'jose';
import { limitRules } from '#api/limits/limit-rules';
import { type TestDatabase, createTestDatabase } from '#test/support/database/test-database';
import { cookieIn, linkToken } from '#test/support/sign-in/desk';
import { type LoggingService, startLoggingService } from '#test/support/processes/service-in-process';
import { until } from '#test/support/time/until';

const secret = 'a secret that only this spec knows, long enough';
const address = '203.0.113.77';
const names = ['Zinaida Unverwechselbar', 'Rhabarber Reader', 'Gustl Guest'];
const subject = 'reader-4711@news.example';
let database: TestDatabase;
let service: LoggingService;
beforeAll(async () => {
  database = await createTestDatabase();
  service = await startLoggingService({ DATABASE_URL: database.url, JWT_SECRET: secret, TRUST_PROXY: '1' });
});
afterAll(async () => {
  await service.stop();
  await database.drop();
});

async function call(method: string, path: string, headers: Record<string, string> = {}, body?: object) {
  const answer = await fetch(`${service.url}${path}`, {
    method,
    redirect: 'manual',
    headers: { 'x-forwarded-for': address, ...(body && { 'content-type': 'application/json' }), ...headers },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    headers: answer.headers,
    body: text.startsWith('{') ? JSON.parse(text) : text,
  };
}
const bearer = async (claims: Record<string, unknown>) => {
  const key = new TextEncoder().encode(secret);
  const token = new SignJWT({ name: names[1], ...claims }).setProtectedHeader({ alg: 'HS256' }).setSubject(subject);
  return { authorization: `Bearer ${await token.setExpirationTime('1h').sign(key)}` };
};
const line = async (msg: string, holds: Record<string, unknown>) => {
  const found = () =>
    service
      .log()
      .find((one) => one['msg'] === msg && Object.entries(holds).every(([name, value]) => one[name] === value));
  await until(`“${msg}” is logged with ${JSON.stringify(holds)}`, () => found() !== undefined);
  return found() ?? {};
};
const uuid = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
const at = () => ({ databaseUrl: database.url, url: service.url });

describe('the log', () => {
  it('has sign-ins to the desk and sign-outs, with the id that the moderator’s decisions carry', async () => {
    const token = await linkToken(at(), { name: String(names[0]), roles: ['admin'] });
    const signedIn = await call('POST', '/desk/sign-in', {}, { token });
    const cookie = String(cookieIn(signedIn.headers, 'colloquy_desk'));
    const logged = await line('a moderator signed in', { by: 'link' });
    expect(logged).toMatchObject({ site: 'default', authorId: uuid, roles: ['admin'], level: 30 });
    const session = await call('GET', '/desk/session', { cookie });
    const proof = { cookie, 'x-csrf-token': String(session.body.csrfToken) };
    const change = { kind: 'trusted', reason: 'known' };
    const guest = await call(
      'POST',
      '/v1/sites/default/articles/a/comments',
      {},
      { body: 'x', author: { name: names[2] } },
    );
    const authorId = String(guest.body.comment.author.id);
    await call('GET', `/v1/sites/default/authors/${authorId}?after=${guest.body.position}`, { cookie });
    expect((await call('POST', `/v1/sites/default/authors/${authorId}/restrictions`, proof, change)).status).toBe(200);
    const analyst = await bearer({ roles: ['analyst'] });
    const { body } = await call('GET', '/v1/events?type=AuthorRestricted', analyst);
    expect(JSON.stringify(body)).toContain(String(logged['authorId']));
    expect((await call('DELETE', '/desk/session', proof)).status).toBe(204);
    expect(await line('a moderator signed out', {})).toMatchObject({ site: 'default', authorId: logged['authorId'] });
  });

  it('has the reason of a refused sign-in', async () => {
    await call('POST', '/desk/sign-in', {}, { token: 'A'.repeat(43) });
    await call('POST', '/desk/sign-in', { origin: 'https://evil.example' }, { token: 'A'.repeat(43) });
    await line('a sign-in to the desk was refused', { by: 'link', reason: 'link-used' });
    await line('a sign-in to the desk was refused', { by: 'link', reason: 'csrf' });
  });

  it('has refused requests with their route and caller', async () => {
    const route = '/v1/events';
    await call('GET', `${route}?after=0`);
    await call('GET', `${route}?after=0`, { authorization: 'Bearer a.b.c' });
    await line('a request was refused', { status: 401, code: 'unauthenticated', route, caller: 'anonymous' });
    const reader = await bearer({});
    await call('GET', route, reader);
    await line('a request was refused', { status: 403, code: 'forbidden', route, caller: 'member' });
    const mine = await call('POST', '/v1/sites/default/articles/a/comments', reader, { body: 'mine' });
    const guest = await call(
      'POST',
      '/v1/sites/default/articles/a/comments',
      {},
      { body: 'x', author: { name: names[2] } },
    );
    const edit = `/v1/sites/default/comments/${mine.body.comment.id}`;
    await call('PATCH', edit, { authorization: `Bearer ${guest.body.authorToken}` }, { body: 'stolen' });
    const pattern = '/v1/sites/:site/comments/:id';
    expect(await line('a request was refused', { route: pattern, caller: 'guest' })).toMatchObject({
      status: 403,
      code: 'not-the-author',
      method: 'PATCH',
      site: 'default',
      authorId: guest.body.comment.author.id,
    });
    await call('GET', '/v1/sites/default/moderation/queues', reader);
    expect(await line('a request was refused', { route: '/v1/sites/:site/moderation/queues' })).toMatchObject({
      status: 403,
      code: 'forbidden',
      caller: 'member',
      authorId: mine.body.comment.author.id,
    });
  });

  it('has a rate-limited request once, also for the page without scripts', async () => {
    const before = service.log().length;
    for (let n = 0; n < limitRules.signIn.perAddress + 20; n++)
      await call('POST', '/desk/sign-in', { 'x-forwarded-for': '203.0.113.78' }, { token: 'A'.repeat(43) });
    await line('a request was refused', { status: 429, code: 'too-many-requests', route: '/desk/sign-in' });
    expect(service.log().length - before).toBeLessThan(5);
    const form = new URLSearchParams({ body: 'x', name: names[2] ?? '' });
    const embed = `${service.url}/v1/sites/default/articles/a/embed`;
    const post = () => fetch(embed, { method: 'POST', body: form, headers: { 'x-forwarded-for': '203.0.113.79' } });
    for (let n = 0; n <= limitRules.post.perAddress; n += 50) await Promise.all(Array.from({ length: 50 }, post));
    await line('a request was refused', {
      code: 'too-many-requests',
      route: '/v1/sites/:site/articles/:article/embed',
    });
  });

  it('has the number of repetitions when the service stops', async () => {
    await service.stop();
    const lines = service.log().filter(({ route, status }) => route === '/desk/sign-in' && status === 429);
    expect(lines.reduce((sum, { times = 1 }) => sum + Number(times), 0)).toBe(20);
    expect(lines.at(-1)).toMatchObject({ msg: 'requests were refused again' });
  });

  it('contains no name, user id, address, token or cookie', () => {
    const written = service
      .log()
      .map((one) => JSON.stringify(one))
      .join('\n');
    expect(written).toContain('a moderator signed in');
    for (const secretOf of [
      ...names,
      subject,
      'reader-4711',
      '203.0.113',
      'A'.repeat(43),
      'eyJ',
      'colloquy_desk',
      'stolen',
    ])
      expect(written).not.toContain(secretOf);
  });
});
