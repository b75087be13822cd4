import { TrustProxy, type TrustedProxies, trustIn } from './trusted-proxies.ts';

const parse = (text: string): TrustedProxies => TrustProxy.parse(text);
const refusalOf = (text: string): string => TrustProxy.safeParse(text).error?.issues[0]?.message ?? 'accepted';

describe('TRUST_PROXY', () => {
  it.each([
    ['off', 0],
    ['0', 0],
    ['1', 1],
    [' 2 ', 2],
    ['10', 10],
    ['10.0.0.0/8,fd00::/8', ['10.0.0.0/8', 'fd00::/8']],
    ['192.0.2.7, 2001:DB8::7', ['192.0.2.7', '2001:db8::7']],
    ['loopback', ['127.0.0.0/8', '::1/128']],
    ['2400:cb00::/32', ['2400:cb00::/32']],
    ['2400::/16', ['2400::/16']],
    ['fe80::/10', ['fe80::/10']],
    ['fc00::/7', ['fc00::/7']],
  ])('accepts %s', (text, proxies) => {
    expect(parse(text)).toEqual(proxies);
  });

  it.each(['on', 'true', 'TRUE', 'yes', '*', 'all'])('rejects %s with the reason and accepted values', (text) => {
    expect(refusalOf(text)).toMatch(
      /^expected off, the number of proxies .*10\.0\.0\.0\/8.*; "[^"]+" trusts any address that a client writes into X-Forwarded-For$/,
    );
  });

  it.each([
    '0.0.0.0/0',
    '::/0',
    '0.0.0.0/1,128.0.0.0/1',
    '10.0.0.0/7',
    '2000::/3',
    '::/1',
    'f000::/4',
    '10.0.0.0/8,::/0',
    '::/16',
    '2400::/15',
    'fe80::/9',
    'fc00::/6',
    '0::0/90',
  ])('rejects %s, which is too wide', (text) => {
    expect(refusalOf(text)).toContain('is too wide');
  });

  it('rejects an IPv4 network in IPv6 form, with the accepted form', () => {
    expect(refusalOf('::ffff:10.0.0.0/104')).toContain('; write "::ffff:10.0.0.0/104" as an IPv4 network');
  });

  it.each([
    ...['11', '-1', '1.5', '1e3', '0x1', '1,10.0.0.0/8', 'proxy.example', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/8/8'],
    ...[
      '10.0.0.0/255.0.0.0',
      '010.0.0.1',
      'fe80::1%eth0',
      '::ffff:10.0.0.0/104',
      '0:0:0:0:0:ffff::/96',
      '10.0.0.1:80',
      ',',
      '10.0.0.1,',
      '1 2',
    ],
  ])('rejects %s in one line', (text) => {
    expect(refusalOf(text)).toMatch(/^expected off, [^\n]*$/);
  });
});

describe('trust', () => {
  const trusted = (text: string, address: string | undefined, hop = 0) => trustIn(parse(text))(address, hop);

  it('covers as many hops as there are proxies, with any addresses', () => {
    expect([0, 1, 2, 3].map((hop) => trusted('2', '203.0.113.1', hop))).toEqual([true, true, false, false]);
    expect(trusted('1', undefined)).toBe(true);
    expect(trusted('off', '127.0.0.1')).toBe(false);
  });

  it.each([
    ['10.0.0.0/8', '10.255.0.1', true],
    ['10.0.0.0/8', '::ffff:10.255.0.1', true],
    ['10.0.0.0/8', '11.0.0.1', false],
    ['10.1.2.3/8', '10.9.9.9', true],
    ['192.0.2.7', '192.0.2.7', true],
    ['192.0.2.7', '192.0.2.8', false],
    ['fd00::/8', 'fd12::1', true],
    ['fd00::/8', 'fe12::1', false],
    ['loopback', '127.9.9.9', true],
    ['loopback', '::1', true],
    ['uniquelocal', '172.31.255.255', true],
    ['uniquelocal', '172.32.0.0', false],
    ['10.0.0.0/8', undefined, false],
    ['10.0.0.0/8', 'unix:', false],
    ['::1', '::1', true],
    ['::1', '127.0.0.1', false],
  ])('in %s: %s is %s', (text, address, expected) => {
    expect(trusted(text, address, 5)).toBe(expected);
  });
});
