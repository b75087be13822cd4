import type { FastifyRequest } from 'fastify';
import { type ProblemCode, problemCodeIn } from '#contracts/problems';
import type { ProblemDocument } from './problem-document.ts';

const codes = new WeakMap<FastifyRequest, ProblemCode | undefined>();

/** Stores the problem of a request, for hooks that run after the answer. */
export const setProblem = (request: FastifyRequest, { type }: ProblemDocument): void =>
  void codes.set(request, problemCodeIn(type));

/** The code of the problem with which a request was answered; null if it was answered without one. */
export const problemCodeOf = (request: FastifyRequest): ProblemCode | null => codes.get(request) ?? null;
