import type { FastifyRequest } from 'fastify';

/**
 * The address that readers reach this service by, without a slash at the end: what the operator says, or else how this request came, through
 * whatever stands before us (TRUST_PROXY).
 */
export const reachedAt = ({ protocol, host }: FastifyRequest, publicUrl: string | undefined): string =>
  publicUrl ?? `${protocol}://${host}`;
