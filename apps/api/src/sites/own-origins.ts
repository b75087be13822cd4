import type { PublicUrl } from '../foundation/api-dependencies.ts';

/** The loopback names of a machine. */
const loopback = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * The origins of the service's own pages: that of PUBLIC_URL or, without it, the listening address if it is a loopback
 * one. The Host header is not used, because clients can set it to any value.
 */
export function ownOrigins(publicUrl: PublicUrl, listening: string): string[] {
  if (publicUrl !== undefined) return [new URL(publicUrl).origin];
  const { hostname, protocol, port } = new URL(listening);
  return loopback.includes(hostname) ? loopback.map((name) => `${protocol}//${name}:${port}`) : [];
}
