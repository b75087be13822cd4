import type { FastifyInstance } from 'fastify';

/**
 * JSON only. An empty body is no body (clients put the content type on a DELETE, too); `__proto__` and `constructor.prototype` are refused.
 */
export function parseJsonBody(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined);
    else return parse(request, body.toString(), done);
  });
}
