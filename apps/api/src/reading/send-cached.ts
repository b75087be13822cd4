import type { FastifyReply, FastifyRequest } from 'fastify';
import { matchesEtag } from '../http/matches-etag.ts';
import type { CachedAnswer } from './answer-cache.ts';

/** Sends a cached answer, or 304 if the client already has it. */
export function sendCached(
  request: FastifyRequest,
  reply: FastifyReply,
  { body, etag, cacheControl }: CachedAnswer,
): void {
  reply.header('etag', etag);
  if (cacheControl !== undefined) reply.header('cache-control', cacheControl);
  if (matchesEtag(request.headers['if-none-match'], etag)) {
    reply.code(304).send();
    return;
  }
  reply.header('content-type', 'application/json; charset=utf-8').send(body);
}
