import type { FastifyInstance } from 'fastify';
import { Refusal } from '#contracts/refusal';

/** Parses HTML forms for routes that declare a form, and refuses them elsewhere. */
export function parseFormBody(fastify: FastifyInstance): void {
  fastify.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (request, body, done) => {
    if (request.routeOptions.config.form) done(null, Object.fromEntries(new URLSearchParams(body.toString())));
    else done(new Refusal('unsupported-media-type'));
  });
}
