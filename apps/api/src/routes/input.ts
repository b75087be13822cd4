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

/** What came to a route, parsed by what the table says of it. */
export interface InputOf<K extends RouteKey> {
  readonly route: K;
  readonly params: { readonly [Name in NameIn<K>]: z.output<ParameterOf<K, Name>> };
  readonly query: Declared<K, 'query'>;
  readonly body: Declared<K, 'body'>;
  readonly form: Declared<K, 'form'>;
  /** The read models that the answer is made from: a position that was asked for was waited for. */
  readonly reads: readonly ReadModelName[];
  /** As the guard found them. */
  readonly caller: Routes[K]['access'] extends ForMembers ? Member : Caller;
  /** Of a command alone. */
  readonly command: Routes[K] extends { command: true } ? Command : undefined;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** A request before it was parsed: InputPipe makes an input of it. */
export class Arrived {
  constructor(
    readonly request: FastifyRequest,
    readonly reply: FastifyReply,
  ) {}
}

/** All that a method is told of the call that it answers. */
export const Input = createParamDecorator((_: unknown, context: ExecutionContext): Arrived => {
  const http = context.switchToHttp();
  return new Arrived(http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
});
