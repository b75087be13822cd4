import { once } from 'node:events';
import { type IncomingHttpHeaders, request as ask } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { listedRoutes } from '#contracts/routes/listed';
import { linkToken, signInToDesk } from '#test/support/sign-in/desk';
import { type World, createWorld } from '#test/support/world/world';

const strange = 'evil.example';
const nobodysId = '01890000-0000-7000-8000-000000000000';
const outsideOfTheTable = ['/', '/nowhere', '/openapi.json', '/docs', '/docs/', '/docs/problems', '/demo'];
const readable = [
  ...outsideOfTheTable,
  ...listedRoutes.filter(({ method }) => method === 'GET').map(({ path }) => path),
];

/** All ways in which a client can claim another host name for the server. */
const forgeries: readonly { where: string; headers: Record<string, string>; line?: string }[] = [
  { where: 'in Host', headers: { host: strange } },
  { where: 'in Host, with a port', headers: { host: `${strange}:8443` } },
  { where: 'in X-Forwarded-Host', headers: { 'x-forwarded-host': strange, 'x-forwarded-proto': 'https' } },
  { where: 'as the client', headers: { 'x-forwarded-for': strange, 'x-real-ip': strange } },
  { where: 'in Forwarded', headers: { forwarded: `for=${strange};host=${strange};proto=https` } },
  { where: 'in headers of other servers', headers: { 'x-original-url': `http://${strange}/`, 'x-host': strange } },
  { where: 'as the prefix', headers: { 'x-forwarded-prefix': `//${strange}`, 'x-script-name': strange } },
  { where: 'as the page before', headers: { referer: `http://${strange}/` } },
  { where: 'in the request line', headers: { host: strange }, line: `http://${strange}` },
];

let world: World;
let behindProxy: World;
let commentId: string;
beforeAll(async () => {
  world = await createWorld();
  const posted = await world.call('POST', '/v1/sites/default/articles/door/comments', {
    body: { body: 'knock', author: { name: 'Ann' } },
  });
  commentId = posted.body.comment.id;
  await world.settled();
  behindProxy = await createWorld({ TRUST_PROXY: '1' }, world);
});
afterAll(async () => {
  await behindProxy.stop();
  await world.stop();
});

const concrete = (path: string): string =>
  path
    .replace(':site', 'default')
    .replace(':article', 'door')
    .replace(':queue', 'pending')
    .replace('*', 'queues/pending')
    .replace(/comments\/:\w+/g, `comments/${commentId}`)
    .replace(/:\w+/g, nobodysId);

interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}
async function get(at: World, path: string, headers: Record<string, string>, line = ''): Promise<Answered> {
  const { hostname, port } = new URL(at.url);
  const sent = ask({ hostname, port, path: line + path, headers, agent: false });
  sent.end();
  const [answer] = await once(sent, 'response');
  const isEndless = String(answer.headers['content-type']).includes('event-stream');
  const chunks: Buffer[] = [];
  if (!isEndless) for await (const chunk of answer) chunks.push(chunk as Buffer);
  answer.destroy();
  return { status: answer.statusCode, headers: answer.headers, body: Buffer.concat(chunks).toString() };
}

describe('a forged host name', () => {
  it.each(forgeries)('$where is in no answer, with or without a proxy', async ({ headers, line }) => {
    const repeating: string[] = [];
    for (const at of [world, behindProxy])
      for (const path of readable) {
        const { status, headers: answered, body } = await get(at, concrete(path), headers, line);
        expect(status).toBeLessThan(path.startsWith('/desk') ? 504 : 500);
        if (`${JSON.stringify(answered)}${body}`.includes(strange)) repeating.push(path);
      }
    expect(repeating).toEqual([]);
  });

  it.each(forgeries)('$where changes no cacheable answer and no ETag', async ({ headers, line }) => {
    const paths = ['', '/feed.atom', '/feed.rss', '/embed', '/embed?fragment', '/comments'];
    for (const path of paths.map((end) => `/v1/sites/default/articles/door${end}`)) {
      const before = await get(world, path, {});
      const lied = await get(world, path, headers, line);
      const after = await get(world, path, {});
      expect(before.status).toBe(200);
      // A page with relative times has another ETag each minute.
      expect([before.headers.etag, after.headers.etag]).toContain(lied.headers.etag);
      expect(lied.headers['set-cookie']).toBeUndefined();
    }
  });

  it.each(['\r', '\n', '\0', '%0d%0a'])('with %j is refused or not repeated', async (sign) => {
    const { hostname, port } = new URL(world.url);
    const socket = connect(Number(port), hostname);
    socket.write(
      `GET /v1/sites/default/feed.atom HTTP/1.1\r\nHost: a${sign}X-Evil: ${strange}\r\nConnection: close\r\n\r\n`,
    );
    const answer = await text(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 (200|400) /);
    expect(answer).not.toContain(strange);
  });
});

describe('links without PUBLIC_URL', () => {
  const embed = '/v1/sites/default/articles/door/embed';

  it('begin with the listening address, for every requested host name', async () => {
    for (const host of [strange, 'localhost', new URL(world.url).host]) {
      const { body } = await get(world, '/v1/sites/default/articles/door/feed.atom', { host });
      expect(body).toContain(`<link rel="self" type="application/atom+xml" href="${world.url}/v1/sites/default/`);
      expect(body).toContain(
        `<link rel="alternate" href="${world.url}${embed}?comment=${commentId}#comment-${commentId}"/>`,
      );
      expect((await get(world, `${embed}?fragment`, { host })).body).toContain(`${world.url}/widget.css`);
    }
  });

  it('on our own page are relative, so that they stay on its origin', async () => {
    const { body, headers } = await get(world, embed, { host: 'localhost' });
    expect(headers['content-security-policy']).toContain("style-src 'self'");
    expect(body).toContain('<link rel="stylesheet" href="/widget.css">');
    expect(body).toContain(`"@id":"${embed}"`);
    expect(body).not.toContain('http://');
  });
});

describe('the desk', () => {
  const redeem = async (headers: Record<string, string>, at = world) => {
    const { hostname, port } = new URL(at.url);
    const body = JSON.stringify({ token: await linkToken(world) });
    const type = { 'content-type': 'application/json', 'content-length': String(body.length) };
    const sent = ask({ hostname, port, path: '/desk/sign-in', method: 'POST', headers: { ...type, ...headers } });
    sent.end(body);
    const [answer] = await once(sent, 'response');
    answer.resume();
    return { status: answer.statusCode as number, cookies: (answer.headers['set-cookie'] ?? []) as string[] };
  };
  const rebound = { host: `${strange}:3000`, origin: `http://${strange}:3000`, 'sec-fetch-site': 'same-origin' };

  it('refuses sign-ins under a foreign host name that resolves to this machine', async () => {
    for (const headers of [
      rebound,
      { ...rebound, origin: 'null' },
      { host: strange },
      { host: 'localhost.evil.example' },
    ])
      expect(await redeem(headers)).toEqual({ status: 403, cookies: [] });
    const forwarded = { 'x-forwarded-host': strange, origin: `http://${strange}` };
    expect((await redeem(forwarded, behindProxy)).status).toBe(403);
    expect((await redeem({ ...forwarded, host: strange })).status).toBe(403);
  });

  it('ignores cookies under such a name, even for reads', async () => {
    const { cookie, ...proof } = await signInToDesk(world);
    const queues = '/v1/sites/default/moderation/queues';
    for (const path of ['/desk/session', queues]) {
      expect((await get(world, path, { cookie, ...proof })).status).toBe(200);
      expect((await get(world, path, { ...rebound, cookie, ...proof })).status).toBe(403);
      expect((await get(world, path, { host: strange, cookie })).status).toBe(403);
    }
  });

  it('works under each loopback name, from pages of the same name', async () => {
    const { port } = new URL(world.url);
    for (const name of ['localhost', '127.0.0.1', '127.9.9.9', '[::1]']) {
      const host = `${name}:${port}`;
      expect((await redeem({ host, origin: `http://${host}` })).status).toBe(204);
      expect((await redeem({ host, origin: `http://evil.${host}` })).status).toBe(403);
      expect((await redeem({ host, origin: 'http://localhost:1' })).status).toBe(403);
    }
  });

  it('works with PUBLIC_URL only from pages there', async () => {
    const known = await createWorld({ PUBLIC_URL: 'https://comments.news.example' }, world);
    const at = new URL(known.url).host;
    for (const [host, origin, status] of [
      [at, 'https://comments.news.example', 204],
      ['comments.news.example', 'https://comments.news.example', 204],
      [strange, `http://${strange}`, 403],
      [at, `http://${at}`, 403],
      ['comments.news.example', 'http://comments.news.example', 403],
      ['comments.news.example', 'https://comments.news.example:8443', 403],
      ['comments.news.example', 'https://news.example', 403],
    ] as const)
      expect([host, origin, (await redeem({ host, origin }, known)).status]).toEqual([host, origin, status]);
    await known.stop();
  });

  it('has a Secure cookie if PUBLIC_URL or a trusted proxy has https, but not for a client’s claim', async () => {
    const https = { 'x-forwarded-proto': 'https' };
    const nameAt = async (headers: Record<string, string>, at: World) =>
      (await redeem(headers, at)).cookies.map(
        (cookie) => `${cookie.split('=')[0]}${cookie.includes('; Secure') ? ', secure' : ''}`,
      );
    expect(await nameAt({}, world)).toEqual(['colloquy_desk']);
    expect(await nameAt({ ...https, host: 'localhost' }, world)).toEqual(['colloquy_desk']);
    expect(await nameAt(https, behindProxy)).toEqual(['__Host-colloquy_desk, secure']);
    expect(await nameAt({ 'x-forwarded-proto': 'https, http' }, behindProxy)).toEqual(['colloquy_desk']);
    const plain = await createWorld({ PUBLIC_URL: 'http://127.0.0.1:3000', TRUST_PROXY: '1' }, world);
    expect(await nameAt(https, plain)).toEqual(['colloquy_desk']);
    await plain.stop();
  });
});
