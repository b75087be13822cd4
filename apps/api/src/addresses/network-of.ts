import { isIPv6 } from 'node:net';
import { plainAddress } from '../http/plain-address.ts';

/** How much of an IPv6 address names a network: a site is given a /48, a household a /56 or a /64 (RFC 6177). */
export type Ipv6Prefix = 48 | 56 | 64;

/**
 * The network that an address is in: an IPv4 address itself, or the prefix of an IPv6 address, since its holder may use
 * all of it. Those who were gone before they could be looked at have no address: they are one.
 */
export function networkOf(address: string | undefined, prefix: Ipv6Prefix = 64): string {
  const plain = plainAddress(address ?? '') ?? address ?? 'gone';
  return isIPv6(plain) ? `${prefixOf(groupsOf(plain), prefix)}::/${prefix}` : plain;
}

const prefixOf = (groups: readonly string[], prefix: Ipv6Prefix): string =>
  groups
    .slice(0, Math.ceil(prefix / 16))
    .map((group, index) => (index === 3 && prefix === 56 ? firstByteOf(group) : group))
    .join(':');

/** Of a group of two bytes, the second one zero. */
const firstByteOf = (group: string): string => (Number.parseInt(group, 16) & 0xff00).toString(16);

/** The eight groups, each in its shortest form. */
function groupsOf(address: string): string[] {
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const split = (part: string) => (part === '' ? [] : part.split(':'));
  if (tail === undefined) return split(head);
  const [first, last] = [split(head), split(tail)];
  return [...first, ...Array<string>(8 - first.length - last.length).fill('0'), ...last];
}
