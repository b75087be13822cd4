import type { FastifyRequest } from 'fastify';
import { listeningAt } from '#platform/listening-at';

/**
 * The public base URL of the service, without a trailing slash: PUBLIC_URL, or else the address it listens on. The Host
 * header is not used, because answers are cached and one client could change what the others get.
 */
export function reachedAt({ server }: FastifyRequest, publicUrl: string | undefined): string {
  if (publicUrl !== undefined) return publicUrl;
  const { address, family, port } = listeningAt(server.server);
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}
