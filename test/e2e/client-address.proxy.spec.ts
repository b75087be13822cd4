import { once } from 'node:events';
import { request as ask } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type Asked, AskedServer } from '#test/support/network/asked-server';
import { type RunningProxy, freePort, startHaproxy, startNginx } from '#test/support/network/proxies';
import { removeDirectory, temporaryDirectory } from '#test/support/processes/temporary-directory';

const started: { stop(): Promise<void> }[] = [];
const directory = temporaryDirectory();
afterAll(async () => {
  for (const one of started.toReversed()) await one.stop();
  removeDirectory(directory);
});
const keep = <T extends { stop(): Promise<void> }>(one: T): T => {
  started.push(one);
  return one;
};

const nginxBefore = (upstream: string, listen: string) => `
  server {
    listen ${listen};
    location / {
      proxy_pass ${upstream};
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_set_header X-Forwarded-Proto $scheme;
    }
  }`;
async function nginx(to: number): Promise<number> {
  const port = await freePort();
  keep(await startNginx(nginxBefore(`http://127.0.0.1:${to}`, `127.0.0.1:${port}`), port));
  return port;
}
/** HAProxy adds its own header in addition to the received one. */
async function haproxy(to: number | string): Promise<number> {
  const port = await freePort();
  const address = typeof to === 'number' ? `127.0.0.1:${to}` : `unix@${to}`;
  keep(await proxyTo(address, port));
  return port;
}
const proxyTo = (address: string, port: number): Promise<RunningProxy> =>
  startHaproxy(
    `frontend front\n bind 127.0.0.1:${port}\n option forwardfor\n default_backend back\nbackend back\n server one ${address}`,
    port,
  );

/** Returns what the service sees of a client at 127.0.0.77. */
async function seen(port: number, headers: Record<string, string | string[]>): Promise<Asked> {
  const sent = ask({ host: '127.0.0.1', localAddress: client, port, path: '/', headers, agent: false });
  sent.end();
  const [answer] = await once(sent, 'response');
  return JSON.parse(await text(answer)) as Asked;
}
const client = '127.0.0.77';
const forged = ['203.0.113.1', '127.0.0.1', 'unknown', '10.0.0.1'];
const forgeries = [0, 1, 2, 3, 4].map((count) => forged.slice(0, count));

describe.each([
  ['nginx', nginx],
  ['HAProxy', haproxy],
] as const)('behind %s as the only proxy', (_name, proxy) => {
  let port: number;
  beforeAll(async () => {
    port = await proxy(keep(await AskedServer.start('1')).port);
  });

  it.each(forgeries.map((entries) => ({ entries })))(
    'a client has the address that the proxy saw, with forged $entries',
    async ({ entries }) => {
      const chain = entries.length === 0 ? {} : { 'x-forwarded-for': entries.join(', ') };
      expect((await seen(port, chain)).ip).toBe(client);
      expect((await seen(port, { 'x-forwarded-for': entries })).ip).toBe(client); // a header each
    },
  );

  it('a client with a malformed header has the address that the proxy saw', async () => {
    for (const nonsense of ['', ',', ', ,', '1.1.1.1,'.repeat(500), 'for=1.1.1.1', '"'])
      expect((await seen(port, { 'x-forwarded-for': nonsense })).ip).toBe(client);
  });
});

describe('behind two proxies', () => {
  it.each([
    ['HAProxy, then nginx', haproxy, nginx],
    ['nginx, then HAProxy', nginx, haproxy],
    ['nginx twice', nginx, nginx],
  ] as const)('%s: a client has the address that the outer one saw', async (_names, outer, inner) => {
    const twoHops = await outer(await inner(keep(await AskedServer.start('2')).port));
    for (const entries of forgeries)
      expect((await seen(twoHops, { 'x-forwarded-for': entries.join(', ') })).ip).toBe(client);
    const oneHop = await outer(await inner(keep(await AskedServer.start('1')).port));
    expect((await seen(oneHop, { 'x-forwarded-for': forged.join(', ') })).ip).toBe('127.0.0.1');
    const byName = await outer(await inner(keep(await AskedServer.start('127.0.0.1')).port));
    for (const entries of forgeries)
      expect((await seen(byName, { 'x-forwarded-for': entries.join(', ') })).ip).toBe(client);
  });

  it('a client is found if the inner one listens on a Unix socket without an address', async () => {
    const { port } = keep(await AskedServer.start('2'));
    const socket = join(directory, 'nginx.sock');
    keep(await startNginx(nginxBefore(`http://127.0.0.1:${port}`, `unix:${socket}`), socket));
    const front = await haproxy(socket);
    for (const entries of forgeries)
      expect((await seen(front, { 'x-forwarded-for': entries.join(', ') })).ip).toBe(client);
  });
});

describe('the scheme', () => {
  it('is the one that our proxy sends, despite the client’s header', async () => {
    const port = await nginx(keep(await AskedServer.start('1')).port);
    expect(await seen(port, { 'x-forwarded-proto': 'https' })).toMatchObject({ protocol: 'http' });
  });
});
