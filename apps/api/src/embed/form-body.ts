import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '#contracts/refusal';

/** Lets the one page that has a plain form receive it; everywhere else only JSON is understood. */
export function parseFormBody(fastify: FastifyInstance): void {
  fastify.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (request: FastifyRequest, body, done) => {
      if (request.routeOptions.url?.endsWith('/embed'))
        done(null, Object.fromEntries(new URLSearchParams(body.toString())));
      else done(new Refusal('unsupported-media-type'));
    },
  );
}
