import { type ExecutionContext, createParamDecorator } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { NameIn, ParameterOf, RouteKey, Routes } from '#contracts/routes';
import type { ReadModelName } from '#read-models/all-projections';
import type { Access } from '#contracts/routes/route';
import type { Caller, Member } from '../identity/caller.ts';
import type { Command } from '../commands/command-context.ts';

type ForMembers = Exclude<Access, 'public' | 'reader' | 'self'>;
type Declared<K extends RouteKey, Part extends string> =
  Routes[K] extends Readonly<Record<Part, infer Schema extends z.ZodType>> ? z.output<Schema> : undefined;

/** A parsed request, as the route's entry in the table declares it. */
export interface InputOf<K extends RouteKey> {
  readonly route: K;
  readonly params: { readonly [Name in NameIn<K>]: z.output<ParameterOf<K, Name>> };
  readonly query: Declared<K, 'query'>;
  readonly body: Declared<K, 'body'>;
  readonly form: Declared<K, 'form'>;
  /** The answer's read models. They have been awaited if the request had `after`. */
  readonly reads: readonly ReadModelName[];
  /** The caller, as set by the guard. */
  readonly caller: Routes[K]['access'] extends ForMembers ? Member : Caller;
  /** Only for routes that declare a command. */
  readonly command: Routes[K] extends { command: true } ? Command : undefined;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** A request before parsing. InputPipe turns it into an input. */
export class Arrived {
  constructor(
    readonly request: FastifyRequest,
    readonly reply: FastifyReply,
  ) {}
}

/** Injects the parsed request into a controller method. */
export const Input = createParamDecorator((_: unknown, context: ExecutionContext): Arrived => {
  const http = context.switchToHttp();
  return new Arrived(http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
});
