import { BlockList, isIP } from 'node:net';
import { z } from 'zod';

/** The trusted proxies: their number before the service (0: none), or their networks. */
export type TrustedProxies = number | readonly string[];

/**
 * Returns true if the sender is a trusted proxy.
 * @param address address of the sender; undefined if it is not an IP address
 * @param hop 0 for the connection itself, 1 for the proxy before it, and so on
 */
export type Trusts = (address: string | undefined, hop: number) => boolean;

/** Longer chains of proxies do not exist, and a larger number would trust what clients write. */
const mostHops = 10;

/** Network names that other proxy settings use, too. */
const named: Readonly<Record<string, readonly string[]>> = {
  loopback: ['127.0.0.0/8', '::1/128'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  uniquelocal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
};

const accepted = `off, the number of proxies before the service (1 to ${mostHops}), or their networks (10.0.0.0/8,fd00::/8)`;
const everybody = /^(on|true|yes|all|any|\*)$/i;

/** `TRUST_PROXY`. Rejects values that trust everybody, because clients can write anything into X-Forwarded-For. */
export const TrustProxy = z.string().transform((text, context): TrustedProxies => {
  const refuse = (why: string): never => {
    context.addIssue({ code: 'custom', message: `expected ${accepted}${why}` });
    return z.NEVER;
  };
  const value = text.trim();
  if (/^off$/i.test(value)) return 0;
  if (everybody.test(value))
    return refuse(`; ${JSON.stringify(value)} trusts any address that a client writes into X-Forwarded-For`);
  if (/^\d+$/.test(value)) return Number(value) <= mostHops ? Number(value) : refuse('');
  const parts = value.split(',').map((part) => part.trim().toLowerCase());
  const networks = parts.flatMap((part) => named[part] ?? [part]);
  const fault = networks.map(faultOf).find((found) => found !== undefined);
  return fault === undefined ? networks : refuse(fault);
});

/** @param proxies the result of `TrustProxy` */
export function trustIn(proxies: TrustedProxies): Trusts {
  if (typeof proxies === 'number') return (_address, hop) => hop < proxies;
  const list = new BlockList();
  for (const network of proxies) {
    const { address, family, prefix } = partsOf(network);
    list.addSubnet(address, prefix, family);
  }
  return (address) => {
    const version = address === undefined ? 0 : isIP(address);
    return address !== undefined && version !== 0 && list.check(address, version === 4 ? 'ipv4' : 'ipv6');
  };
}

function faultOf(network: string): string | undefined {
  const { address, family, prefix, longest } = partsOf(network);
  if (isIP(address) === 0 || address.includes('%') || !(prefix >= 0 && prefix <= longest))
    return `; ${JSON.stringify(network)} is not a network`;
  if (family === 'ipv6' && shortest(address).startsWith('::ffff:'))
    return `; write ${JSON.stringify(network)} as an IPv4 network`;
  return isTooWide(address, family, prefix)
    ? `; ${network} is too wide: list only the networks of your proxies`
    : undefined;
}

/** Wider than the network of any single owner: providers' smallest prefixes, and all private ones, are longer. */
function isTooWide(address: string, family: 'ipv4' | 'ipv6', prefix: number): boolean {
  if (family === 'ipv4') return prefix < 8;
  // Every IPv4 address has a form in this range.
  if (shortest(address).startsWith('::')) return prefix < 128;
  const isPrivate = /^f[cd]/.test(address) ? prefix >= 7 : /^fe[89ab]/.test(address) && prefix >= 10;
  return prefix < 16 && !isPrivate;
}

const shortest = (ipv6: string): string => new URL(`http://[${ipv6}]`).hostname.slice(1, -1);

function partsOf(network: string) {
  const [address = '', prefix, ...rest] = network.split('/');
  const family = isIP(address) === 4 ? ('ipv4' as const) : ('ipv6' as const);
  const longest = family === 'ipv4' ? 32 : 128;
  const isNumber = rest.length === 0 && prefix !== undefined && /^\d{1,3}$/.test(prefix);
  return { address, family, longest, prefix: prefix === undefined ? longest : isNumber ? Number(prefix) : Number.NaN };
}
