import type { FastifyReply } from 'fastify';

/** Adds request headers that an answer depends on to its `Vary`, beside those that are named there. */
export function varyBy(reply: FastifyReply, ...headers: readonly string[]): void {
  const named = String(reply.getHeader('vary') ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const known = new Set(named.map((name) => name.toLowerCase()));
  reply.header('vary', [...named, ...headers.filter((name) => !known.has(name))].join(', '));
}
