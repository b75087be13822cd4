import { once } from 'node:events';
import { request as ask } from 'node:http';
import { text } from 'node:stream/consumers';
import { type Asked, AskedServer } from '#test/support/network/asked-server';

const running: AskedServer[] = [];
afterAll(() => Promise.all(running.map((server) => server.stop())));

async function seenBy(setting: string, headers: Record<string, string | string[]> = {}, path = '/'): Promise<Asked> {
  const server = await AskedServer.start(setting);
  running.push(server);
  const to = { host: '127.0.0.1', port: server.port, path };
  const sent = ask({ ...to, agent: false, headers: { host: 'news.example', ...headers } });
  sent.end();
  const [answer] = await once(sent, 'response');
  return JSON.parse(await text(answer)) as Asked;
}
const ipSeen = async (setting: string, ...chain: string[]) =>
  (await seenBy(setting, chain.length === 0 ? {} : { 'x-forwarded-for': chain.join(', ') })).ip;

const forged = ['203.0.113.1', '203.0.113.2', '203.0.113.3', '203.0.113.4'];
const client = '198.51.100.7';

describe('the client address', () => {
  it.each([0, 1, 2, 3, 4])('is the connection’s without a proxy, despite %i forged entries', async (count) => {
    expect(await ipSeen('off', ...forged.slice(0, count))).toBe('127.0.0.1');
  });

  it.each([0, 1, 2, 3, 4])('is the entry that the proxy appended to %i forged entries', async (count) => {
    const chain = [...forged.slice(0, count), client];
    expect(await ipSeen('1', ...chain)).toBe(client);
    expect(await ipSeen('loopback', ...chain)).toBe(client);
    expect(await ipSeen('127.0.0.1', ...chain)).toBe(client);
  });

  it.each([0, 1, 2, 3, 4])(
    'is the entry that the outer of two proxies appended to %i forged entries',
    async (count) => {
      const chain = [...forged.slice(0, count), client, '10.0.0.9'];
      expect(await ipSeen('2', ...chain)).toBe(client);
      expect(await ipSeen('loopback,10.0.0.0/8', ...chain)).toBe(client);
      expect(await ipSeen('1', ...chain)).toBe('10.0.0.9');
    },
  );

  it('is the connection’s if the peer is not a trusted proxy', async () => {
    expect(await ipSeen('10.0.0.0/8', ...forged, client)).toBe('127.0.0.1');
  });

  it('is the proxy’s if the proxy sends no entry', async () => {
    expect(await ipSeen('1')).toBe('127.0.0.1');
    expect(await ipSeen('1', '')).toBe('127.0.0.1');
    expect(await ipSeen('2', client)).toBe(client);
  });

  it.each([
    ['198.51.100.7:50123', client],
    ['[2001:db8::7]:50123', '2001:db8::7'],
    ['[2001:db8::7]', '2001:db8::7'],
    ['::ffff:198.51.100.7', client],
    ['::ffff:c633:6407', client],
    ['fe80::7%eth0', 'fe80::7'],
  ])('is read from %s', async (entry, ip) => {
    expect(await ipSeen('1', forged[0] ?? '', entry)).toBe(ip);
  });

  it.each([
    'unknown',
    '_hidden',
    'unix:',
    '1.2.3',
    '1.2.3.4.5',
    '<script>',
    'evil.example',
    '[1.2.3.4]',
    '-',
    '999.1.1.1',
  ])('is that of the nearest proxy if the entry is %s', async (garbage) => {
    expect(await ipSeen('1', forged[0] ?? '', garbage)).toBe('127.0.0.1');
    expect(await ipSeen('2', forged[0] ?? '', garbage, '10.0.0.9')).toBe('10.0.0.9');
    expect(await ipSeen('loopback,10.0.0.0/8', client, garbage, '10.0.0.9')).toBe('10.0.0.9');
  });

  it('is found behind a proxy that listens on a Unix socket and has no address', async () => {
    expect(await ipSeen('2', ...forged, client, 'unix:')).toBe(client);
  });

  it('is read from repeated headers as from one', async () => {
    expect((await seenBy('1', { 'x-forwarded-for': [...forged, client] })).ip).toBe(client);
    expect((await seenBy('2', { 'x-forwarded-for': [...forged, `${client}, 10.0.0.9`] })).ip).toBe(client);
  });

  it('is the only entry that remains of the chain', async () => {
    const { ips } = await seenBy('2', { 'x-forwarded-for': [...forged, client, '10.0.0.9'].join(',') });
    expect(ips).toEqual(['127.0.0.1', client]);
  });

  it('is not read from any other header', async () => {
    const others = Object.fromEntries(
      ['forwarded', 'x-real-ip', 'x-client-ip', 'true-client-ip', 'cf-connecting-ip', 'x-cluster-client-ip'].map(
        (name) => [name, name === 'forwarded' ? `for=${client};host=evil.example;proto=https` : client],
      ),
    );
    expect(await seenBy('1', others)).toMatchObject({ ip: '127.0.0.1', host: 'news.example', protocol: 'http' });
  });
});

describe('the scheme and the host', () => {
  const forwarded = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'comments.example:8443' };

  it('are those that a trusted proxy sends', async () => {
    for (const setting of ['1', '2', 'loopback'])
      expect(await seenBy(setting, forwarded)).toMatchObject({ protocol: 'https', host: 'comments.example:8443' });
  });

  it('are those of the connection if the peer is not a trusted proxy', async () => {
    for (const setting of ['off', '10.0.0.0/8'])
      expect(await seenBy(setting, forwarded)).toMatchObject({ protocol: 'http', host: 'news.example' });
  });

  it('are the last of several values, which the nearest proxy set', async () => {
    const several = { 'x-forwarded-proto': ['http', 'https'], 'x-forwarded-host': ['evil.example, a', 'c.example'] };
    expect(await seenBy('1', several)).toMatchObject({ protocol: 'https', host: 'c.example' });
  });

  it.each(['HTTPS', ' https '])('accept the scheme %j', async (scheme) => {
    expect(await seenBy('1', { 'x-forwarded-proto': scheme })).toMatchObject({ protocol: 'https' });
  });

  it.each(['javascript', 'https:', 'https://x', 'httpss', 'ftp', 'https, ', 'https"', 'wss'])(
    'ignore the scheme %j',
    async (scheme) => {
      expect(await seenBy('1', { 'x-forwarded-proto': scheme })).toMatchObject({ protocol: 'http' });
    },
  );

  it.each([
    ...[
      'evil.example/path',
      'user@evil.example',
      'evil.example"><script>',
      'a b',
      'evil.example:port',
      '[evil]',
      '.',
      '',
    ],
    ...['evil.example#', 'evil.example?x', 'evil..example', '-evil.example', 'evil.example\\', 'evil.example:123456'],
  ])('ignore the host %j', async (host) => {
    expect(await seenBy('1', { 'x-forwarded-host': host })).toMatchObject({ host: 'news.example' });
  });
});

describe('a request for a complete URL', () => {
  it.each([
    ['http://evil.example/a/b?c=d', '/a/b?c=d'],
    ['http://evil.example', '/'],
    ['HTTPS://user@evil.example:81?x=1', '/?x=1'],
    ['/a?at=http://evil.example/', '/a?at=http://evil.example/'],
    ['//evil.example/a', '//evil.example/a'],
  ])('%s is taken as %s', async (whole, path) => {
    expect(await seenBy('off', {}, whole)).toMatchObject({ url: path, host: 'news.example' });
  });
});
