import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders } from 'node:http';
import { request as ask } from 'node:https';
import { join } from 'node:path';
import { listedRoutes } from '#contracts/routes/listed';
import { limitRules } from '#api/limits/limit-rules';
import { linkToken } from '#test/support/sign-in/desk';
import { type RunningProxy, freePort, startNginx } from '#test/support/network/proxies';
import { removeDirectory, temporaryDirectory } from '#test/support/processes/temporary-directory';
import { type World, createWorld } from '#test/support/world/world';

const directory = temporaryDirectory();
const examples = join(import.meta.dirname, '../../docs/examples/nginx');
let world: World;
let nginx: RunningProxy;
let port: number;
beforeAll(async () => {
  const publicUrl = 'https://comments.news.example';
  const origins = 'https://news.example';
  world = await createWorld({ PUBLIC_URL: publicUrl, TRUST_PROXY: '1', ALLOWED_ORIGINS: origins, RATE_LIMITS: 'on' });
  await world.call('POST', '/v1/sites/default/articles/harbour-bridge/comments', {
    body: { body: 'A first word', author: { name: 'Ann' } },
  });
  await world.settled();
  port = await freePort();
  nginx = await startNginx(await documented(), port);
});
afterAll(async () => {
  await nginx.stop();
  await world.stop();
  removeDirectory(directory);
});

/** The files of docs/examples/nginx, changed only in ports and paths. */
async function documented(): Promise<string> {
  const [key, certificate, root] = ['key.pem', 'certificate.pem', 'root'].map((name) => join(directory, name));
  const subject = [
    '-subj',
    '/CN=news.example',
    '-days',
    '2',
    '-nodes',
    '-keyout',
    String(key),
    '-out',
    String(certificate),
  ];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', ...subject], {
    stdio: 'ignore',
  });
  mkdirSync(join(String(root), 'article'), { recursive: true });
  const include = '<!--# include virtual="/comments/harbour-bridge?lang=de" -->';
  writeFileSync(join(String(root), 'article/hello.html'), `<h1>The harbour bridge</h1>\n${include}\n`);
  const plainPort = await freePort();
  const here: readonly (readonly [RegExp, string])[] = [
    [/listen 443 ssl;/, `listen 127.0.0.1:${port} ssl;`],
    [/listen 80;/, `listen 127.0.0.1:${plainPort};`],
    [/server 127\.0\.0\.1:3000;/, `server ${new URL(world.url).host};`],
    [/ssl_certificate \S+;/, `ssl_certificate ${certificate};`],
    [/ssl_certificate_key \S+;/, `ssl_certificate_key ${key};`],
    [/root \S+;/, `root ${root};`],
  ];
  const files = ['comments.conf', 'news.conf'].map((name) => readFileSync(join(examples, name), 'utf8'));
  return files.map((file) => here.reduce((text, [there, ours]) => text.replace(there, ours), file)).join('\n');
}

interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}
interface Sent {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly from?: string;
}
async function at(host: string, path: string, { method = 'GET', headers = {}, body, from = '127.0.0.1' }: Sent = {}) {
  const sent = ask({
    host: '127.0.0.1',
    port,
    path,
    method,
    servername: host,
    localAddress: from,
    headers: { host, ...headers },
    rejectUnauthorized: false,
    agent: false,
  });
  sent.end(body);
  const [answer] = await once(sent, 'response');
  const chunks: Buffer[] = [];
  if (!String(answer.headers['content-type']).includes('event-stream'))
    for await (const chunk of answer) chunks.push(chunk as Buffer);
  else chunks.push((await once(answer, 'data'))[0] as Buffer);
  answer.destroy();
  return { status: answer.statusCode, headers: answer.headers, body: Buffer.concat(chunks).toString() } as Answered;
}
const [news, comments] = ['news.example', 'comments.news.example'];

const everyPath = [
  ...listedRoutes.map(({ path }) => path.replace('*', 'queues').replace(/:(\w+)/g, 'harbour-bridge')),
  ...[
    '/docs',
    '/docs/',
    '/docs/json',
    '/openapi.json',
    '/demo',
    '/desk/',
    '/metrics/',
    '/v1/events?after=0',
    '/desk/assets/x.js',
  ],
];

describe('article pages', () => {
  it('contain their comments, with links to the other origin', async () => {
    const { status, body } = await at(news, '/article/hello.html');
    expect(status).toBe(200);
    expect(body).toContain('A first word');
    expect(body).toContain('lang="de"');
    expect(body).toContain('https://comments.news.example/widget.css');
    expect(body).not.toContain('127.0.0.1');
  });

  it('have an origin on which no route of the service is reachable', async () => {
    for (const path of [...new Set(everyPath)])
      for (const asked of [path, `/comments${path}`, `/comments/..${path}`, `/article/..${path}`, `//${path}`])
        for (const method of ['GET', 'POST']) {
          const { status, headers } = await at(news, asked, { method });
          const isOurs = headers['content-security-policy'] !== undefined; // every answer of the service has one
          expect({ asked, method, isOurs, isRefused: status >= 400 }).toEqual({
            asked,
            method,
            isOurs: false,
            isRefused: true,
          });
        }
  });

  it('have comments only by includes, not by their own URL', async () => {
    for (const asked of [
      '/comments/harbour-bridge',
      '/comments/harbour-bridge?lang=en',
      '/comments/desk',
      '/comments/',
    ])
      expect((await at(news, asked)).status).toBe(404);
  });
});

describe('the comments’ own origin', () => {
  it('serves the widget, the API, the desk and live streams', async () => {
    expect((await at(comments, '/widget.js')).status).not.toBe(404);
    expect((await at(comments, '/v1/sites/default/articles/harbour-bridge/comments')).body).toContain('A first word');
    expect((await at(comments, '/desk/sign-in')).status).toBe(200);
    const live = await at(comments, '/v1/sites/default/articles/harbour-bridge/live');
    expect(live).toMatchObject({
      status: 200,
      headers: { 'content-type': expect.stringContaining('text/event-stream') },
    });
  });

  it('does not serve metrics', async () => {
    const ways = [
      '/metrics',
      '/metrics/',
      '/metrics?x',
      '//metrics',
      '/%6detrics',
      '/./metrics',
      '/x/../metrics',
      '/metrics%2f',
    ];
    for (const asked of [...ways, '/health/live', '/health/ready', '/health/ready/', '/health%2fready', '/health']) {
      const { status, body } = await at(comments, asked);
      expect([asked, status]).toEqual([asked, 404]);
      expect(body).not.toMatch(/colloquy_|"status":"ok"/);
    }
  });

  const redeem = (token: string, headers: Record<string, string>, from: string) =>
    at(comments, '/desk/sign-in', {
      method: 'POST',
      body: JSON.stringify({ token }),
      from,
      headers: { 'content-type': 'application/json', ...headers },
    });

  it('signs moderators in only from its own pages, with a __Host- cookie', async () => {
    const own = { origin: 'https://comments.news.example', 'sec-fetch-site': 'same-origin' };
    const { status, headers } = await redeem(await linkToken(world), own, '127.0.0.5');
    expect(status).toBe(204);
    expect(headers['set-cookie']).toEqual([
      expect.stringMatching(/^__Host-colloquy_desk=.*; Path=\/; HttpOnly; Secure;/),
    ]);
    const news = { origin: 'https://news.example', 'sec-fetch-site': 'same-site' };
    expect((await redeem(await linkToken(world), news, '127.0.0.5')).status).toBe(403);
  });

  it('does not allow more sign-ins with invented addresses', async () => {
    const { perAddress } = limitRules.signIn;
    const statuses: number[] = [];
    for (let n = 0; n < 2 * perAddress; n++) {
      const made = {
        'x-forwarded-for': `203.0.113.${n}`,
        'x-real-ip': `203.0.113.${n}`,
        forwarded: `for=203.0.113.${n}`,
      };
      statuses.push((await redeem('A'.repeat(43), made, '127.0.0.6')).status);
    }
    expect(statuses.filter((status) => status === 401)).toHaveLength(perAddress);
    expect(statuses.filter((status) => status === 429)).toHaveLength(perAddress);
    expect((await redeem('A'.repeat(43), {}, '127.0.0.7')).status).toBe(401);
  });
});
