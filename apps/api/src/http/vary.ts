import type { FastifyReply } from 'fastify';

/** Adds request headers to the answer's `Vary`, unless they are already there. */
export function varyBy(reply: FastifyReply, ...headers: readonly string[]): void {
  const named = String(reply.getHeader('vary') ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const known = new Set(named.map((name) => name.toLowerCase()));
  reply.header('vary', [...named, ...headers.filter((name) => !known.has(name))].join(', '));
}
