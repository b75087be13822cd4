import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * What every answer carries (OWASP Secure Headers). Constant, because a header block computed for each request was the
 * dearest part of a cached read. A route that serves a page sets a `content-security-policy` of its own; one whose
 * answers may be stored says so where it says who may call it.
 */
export const securityHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'cross-origin',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
} as const;

export function secureHeaders(_request: FastifyRequest, reply: FastifyReply, done: () => void): void {
  reply.headers(securityHeaders);
  done();
}
