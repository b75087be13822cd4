import type { FastifyInstance } from 'fastify';
import { Refusal } from '#contracts/refusal';

/**
 * JSON only, but where a form is taken. An empty body is no body (clients put the content type on a DELETE, too);
 * `__proto__` and `constructor.prototype` are refused.
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
