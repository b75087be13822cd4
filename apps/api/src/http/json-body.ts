import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '#contracts/refusal';

/**
 * JSON only. An empty body is no body (clients put the content type on a DELETE, too); `__proto__` and `constructor.prototype` are refused.
 * @param takesForm a request that must bring a form instead
 */
export function parseJsonBody(fastify: FastifyInstance, takesForm: (request: FastifyRequest) => boolean): void {
  fastify.removeAllContentTypeParsers();
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (takesForm(request)) done(new Refusal('unsupported-media-type'));
    else if (body === '') done(null, undefined);
    else return parse(request, body.toString(), done);
  });
}
