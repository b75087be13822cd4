import type { FastifyRequest } from 'fastify';
import { listeningAt } from '#platform/listening-at';

/**
 * The address that readers reach this service by, without a slash at the end: what the operator says, or else what we
 * listen on. Never what a request says: answers are kept by caches, and one client would decide what the others read.
 */
export function reachedAt({ server }: FastifyRequest, publicUrl: string | undefined): string {
  if (publicUrl !== undefined) return publicUrl;
  const { address, family, port } = listeningAt(server.server);
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}
