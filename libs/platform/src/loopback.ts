/**
 * Returns true for names and addresses of this machine that are unreachable from others.
 * @param host a name or an address, IPv6 with or without brackets; no port
 */
export const isLoopback = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|\[::1\]|::1)$/i.test(host);
