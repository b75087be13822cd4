import type { FastifyRequest } from 'fastify';
import { type ProblemCode, problemCodeIn } from '#contracts/problems';
import type { ProblemDocument } from './problem-document.ts';

const codes = new WeakMap<FastifyRequest, ProblemCode | undefined>();

/** Remembers what went wrong, for whoever looks at the request once it was answered. */
export const setProblem = (request: FastifyRequest, { type }: ProblemDocument): void =>
  void codes.set(request, problemCodeIn(type));

/** The code of the problem that a request was answered with; null for none. */
export const problemCodeOf = (request: FastifyRequest): ProblemCode | null => codes.get(request) ?? null;
