/**
 * Names this very machine, which nobody else reaches.
 * @param host a name or an address, an IPv6 one with or without brackets; no port
 */
export const isLoopback = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|\[::1\]|::1)$/i.test(host);
