import { type ExecutionContext, createParamDecorator } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ArticleId, Uuid } from '#contracts/identifiers';
import { Refusal } from '#contracts/refusal';
import { type Caller, anonymous } from '../identity/caller';
import { parseInput } from '../http/invalid-fields';

const callers = new WeakMap<FastifyRequest, Caller>();

export const setCaller = (request: FastifyRequest, caller: Caller): void => void callers.set(request, caller);
export const callerOf = (request: FastifyRequest): Caller => callers.get(request) ?? anonymous;

/** The caller, as the guard found them. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller =>
  callerOf(context.switchToHttp().getRequest<FastifyRequest>()),
);

/** The article's id from the path. */
export const CurrentArticle = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const { params } = context.switchToHttp().getRequest<FastifyRequest<{ Params: { article: string } }>>();
  return parseInput(ArticleId, params.article);
});

/** A UUID from the path; anything else names nothing that exists. */
export const CurrentId = createParamDecorator((name: string | undefined, context: ExecutionContext): string => {
  const { params } = context.switchToHttp().getRequest<FastifyRequest<{ Params: Record<string, string> }>>();
  const parsed = Uuid.safeParse(params[name ?? 'id']);
  if (!parsed.success) throw new Refusal('not-found');
  return parsed.data;
});
