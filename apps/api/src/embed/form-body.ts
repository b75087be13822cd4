import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '#contracts/refusal';

/** Lets the one page that has a plain form receive it, and nothing else; everywhere else only JSON is understood. */
export function parseFormBody(fastify: FastifyInstance): void {
  fastify.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (request, body, done) => {
    if (takesForm(request)) done(null, Object.fromEntries(new URLSearchParams(body.toString())));
    else done(new Refusal('unsupported-media-type'));
  });
}

/** Whether a request is for the one page that has a plain form. */
export const takesForm = ({ routeOptions }: FastifyRequest): boolean => routeOptions.url?.endsWith('/embed') === true;
