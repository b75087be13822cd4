import type { FastifyInstance } from 'fastify';
import { Refusal } from '#contracts/refusal';

/**
 * Accepts only JSON, except on form routes. An empty body counts as no body, because clients send the content type even
 * with a DELETE. `__proto__` and `constructor.prototype` are refused.
 */
export function parseJsonBody(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (request.routeOptions.config.form)
      done(new Refusal('unsupported-media-type', 'Send a form: `application/x-www-form-urlencoded`.'));
    else if (body === '') done(null, undefined);
    else return parse(request, body.toString(), done);
  });
}
