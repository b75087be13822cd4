import type { FastifyRequest } from 'fastify';
import type { ProblemDocument } from './problem-document';

const codes = new WeakMap<FastifyRequest, string>();

/** Remembers what went wrong, for whoever looks at the request once it was answered. */
export const setProblem = (request: FastifyRequest, { type }: ProblemDocument): void =>
  void codes.set(request, type.slice(type.indexOf('#') + 1));

/** The code of the problem that a request was answered with; null for none. */
export const problemCodeOf = (request: FastifyRequest): string | null => codes.get(request) ?? null;
