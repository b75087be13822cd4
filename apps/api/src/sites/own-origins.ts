import type { PublicUrl } from '../foundation/api-dependencies.ts';

/** The names that one machine has for itself. */
const loopback = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * The origins that pages of our own are on: where the operator says, or else, on the loopback, where we listen. Never
 * what a request says: anybody writes any `Host`.
 */
export function ownOrigins(publicUrl: PublicUrl, listening: string): string[] {
  if (publicUrl !== undefined) return [new URL(publicUrl).origin];
  const { hostname, protocol, port } = new URL(listening);
  return loopback.includes(hostname) ? loopback.map((name) => `${protocol}//${name}:${port}`) : [];
}
