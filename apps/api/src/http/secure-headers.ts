import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * The headers of every answer (OWASP Secure Headers). Constant, because computing headers for each request was the most
 * expensive part of a cached read. A route that serves a page sets its own `content-security-policy`. A route whose
 * answers may be stored declares that in its contract entry.
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
