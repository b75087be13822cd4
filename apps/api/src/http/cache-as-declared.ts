import type { FastifyReply, FastifyRequest } from 'fastify';
import { securityHeaders } from './secure-headers.ts';
import { varyBy } from './vary.ts';

const notStored = securityHeaders['cache-control'];

/**
 * Fastify's `onSend` hook. Only successful answers of routes that declare `cache` may be stored. Handlers cannot make
 * others cacheable; a handler of such a route may choose another lifetime.
 */
export function cacheAsDeclared(
  request: FastifyRequest,
  reply: FastifyReply,
  _payload: unknown,
  done: () => void,
): void {
  const { cache } = request.routeOptions.config;
  if (cache === undefined) {
    reply.header('cache-control', notStored);
    // For caches that ignore `no-store`: the answer may depend on the caller.
    varyBy(reply, 'authorization', 'cookie');
  } else if (!isSuccess(reply.statusCode)) reply.header('cache-control', notStored);
  else if (reply.getHeader('cache-control') === notStored) reply.header('cache-control', cache);
  done();
}

const isSuccess = (status: number): boolean => status < 300 || status === 304;
