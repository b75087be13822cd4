import type { FastifyRequest } from 'fastify';

/** Returns true for a browser's page request. Programs accept any type, or name the one they want. */
export const asksForPage = ({ method, headers }: Pick<FastifyRequest, 'method' | 'headers'>): boolean =>
  (method === 'GET' || method === 'HEAD') && /(?:^|[\s,])text\/html\b/i.test(headers.accept ?? '');
