import type { FastifyRequest } from 'fastify';

/** Does a browser ask for a page to show? Programs accept anything, or name what they want. */
export const asksForPage = ({ method, headers }: Pick<FastifyRequest, 'method' | 'headers'>): boolean =>
  (method === 'GET' || method === 'HEAD') && /(?:^|[\s,])text\/html\b/i.test(headers.accept ?? '');
