import type { FastifyRequest } from 'fastify';
import { type Caller, anonymous } from '../identity/caller.ts';

const callers = new WeakMap<FastifyRequest, Caller>();

/** The caller of a request, as set by the guard. */
export const setCaller = (request: FastifyRequest, caller: Caller): void => void callers.set(request, caller);
export const callerOf = (request: FastifyRequest): Caller => callers.get(request) ?? anonymous;
