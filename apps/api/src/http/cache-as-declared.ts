import type { FastifyReply, FastifyRequest } from 'fastify';
import { securityHeaders } from './secure-headers.ts';
import { varyBy } from './vary.ts';

const notStored = securityHeaders['cache-control'];

/**
 * Fastify's `onSend`. Only good answers of routes that declare `cache` may be stored, whatever a handler says; a
 * handler of such a route may choose another lifetime than the declared one.
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
    // For caches that store all the same: what is answered may depend on who asks.
    varyBy(reply, 'authorization', 'cookie');
  } else if (!isGood(reply.statusCode)) reply.header('cache-control', notStored);
  else if (reply.getHeader('cache-control') === notStored) reply.header('cache-control', cache);
  done();
}

const isGood = (status: number): boolean => status < 300 || status === 304;
