import { isIP, isIPv6 } from 'node:net';

/**
 * Normalises an IP address as written by proxies (`192.0.2.1:4711`, `[2001:db8::1]:4711`) or sockets
 * (`::ffff:192.0.2.1`, `fe80::1%eth0`): without port, zone and brackets, mapped IPv4 as IPv4. Undefined for other text.
 */
export function plainAddress(text: string): string | undefined {
  const [, bracketed] = /^\[([^\]]+)\](?::\d{1,5})?$/.exec(text) ?? [];
  const [, withoutPort] = /^([\d.]+):\d{1,5}$/.exec(text) ?? [];
  const address = (bracketed ?? withoutPort ?? text).split('%')[0] ?? '';
  if (isIP(address) === 0 || (bracketed !== undefined && !isIPv6(address))) return undefined;
  return mappedIn(address) ?? address;
}

/** The IPv4 address inside an IPv4-mapped IPv6 address (RFC 4291, 2.5.5.2), in any notation. */
function mappedIn(address: string): string | undefined {
  if (!isIPv6(address)) return undefined;
  const [, high, low] =
    /^\[::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})\]$/.exec(new URL(`http://[${address}]`).hostname) ?? [];
  if (high === undefined || low === undefined) return undefined;
  return [high, low].flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 0xff]).join('.');
}
