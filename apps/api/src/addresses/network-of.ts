import { isIPv6 } from 'node:net';
import { plainAddress } from '../http/plain-address.ts';

/** The prefix of an IPv6 network: providers assign a /48 to a site, and a /56 or /64 to a household (RFC 6177). */
export type Ipv6Prefix = 48 | 56 | 64;

/**
 * The network of an address: the IPv4 address itself, or the prefix of an IPv6 address, because its holder can use all
 * of it. Connections that closed before their address was read have none, and share the network `gone`.
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

/** A group of two bytes with the second set to zero. */
const firstByteOf = (group: string): string => (Number.parseInt(group, 16) & 0xff00).toString(16);

/** The eight groups, each in its shortest form. */
function groupsOf(address: string): string[] {
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const split = (part: string) => (part === '' ? [] : part.split(':'));
  if (tail === undefined) return split(head);
  const [first, last] = [split(head), split(tail)];
  return [...first, ...Array<string>(8 - first.length - last.length).fill('0'), ...last];
}
