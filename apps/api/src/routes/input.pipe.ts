import { Inject, Injectable, type PipeTransform } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Refusal } from '#contracts/refusal';
import { fieldOf } from '#platform/field-of';
import { FormerIds } from '../reading/former-ids.ts';
import { Freshness } from '../reading/freshness.ts';
import { Command } from '../commands/command-context.ts';
import { callerOf } from './current.ts';
import { Arrived } from './input.ts';
import { parseInput } from '../http/invalid-fields.ts';
import { type ServedRoute, routeOf } from './route.ts';
import { Given, type GivenKeys } from '../foundation/api-dependencies.ts';

/**
 * Parses a request once into the handler's input, as the table of routes declares, and waits for the read models of
 * the answer. It is a pipe, because a single interceptor makes Nest run every request through observables.
 */
@Injectable()
export class InputPipe implements PipeTransform {
  constructor(
    @Inject(Freshness) private readonly freshness: Pick<Freshness, 'await'>,
    @Given() private readonly given: GivenKeys<'idempotency'>,
    @Inject(FormerIds) private readonly formerIds: Pick<FormerIds, 'one'>,
  ) {}

  async transform(arrived: unknown): Promise<unknown> {
    if (!(arrived instanceof Arrived)) throw new Error('a controller method may only take @Input() and @Res()');
    const { request, reply } = arrived;
    const route = routeOf(request);
    if (!route) throw new Error('a controller method with @Input() needs a @Route()');
    const { reads = [], body, form, command } = route.description;
    const params = await this.currentNames(namesIn(request.params, route));
    const { after, query } = questionIn(request.query, route);
    const input = {
      route: route.address,
      params,
      query,
      body: body && sentIn(request.body, body),
      form: form && sentIn(request.body, form),
      reads,
      caller: callerOf(request),
      command: command && this.commandOf(request, reply, route),
      request,
      reply,
    };
    if (after !== undefined) await this.freshness.await(after, reads, reply);
    return input;
  }

  private async currentNames(params: Record<string, unknown>): Promise<Record<string, unknown>> {
    const { site, article } = params;
    if (typeof site !== 'string' || typeof article !== 'string') return params;
    return { ...params, article: await this.formerIds.one(site, article) };
  }

  private commandOf(request: FastifyRequest, reply: FastifyReply, { description }: ServedRoute): Command {
    const { reads = [] } = description;
    return new Command(request, reply, {
      secret: this.given.keys.idempotency,
      settled: (position) => this.freshness.await(position, reads, reply),
    });
  }
}

/**
 * Path parameters that callers choose themselves, with the JSON pointer for an invalid one. An invalid value of another
 * parameter is answered with 404.
 */
const chosen: Readonly<Record<string, string>> = { article: '', site: '/site' };

function namesIn(given: unknown, { names }: ServedRoute): Record<string, unknown> {
  const params: Record<string, unknown> = {};
  for (const [name, schema] of names) {
    const value = fieldOf(given, name);
    const parsed = schema.safeParse(value);
    if (parsed.success) params[name] = parsed.data;
    else if (name in chosen) parseInput(schema, value, chosen[name]);
    else throw new Refusal('not-found');
  }
  return params;
}

function questionIn(given: unknown, { question, description }: ServedRoute): { after?: number; query: unknown } {
  if (!question) return { query: undefined };
  const parsed = parseInput(question, given, '?');
  if (description.reads === undefined) return { query: parsed };
  const { after, ...query } = parsed;
  return { ...(typeof after === 'number' && { after }), query };
}

/** For a route whose body is optional, `null` counts as no body. */
const sentIn = (given: unknown, schema: z.ZodType): unknown =>
  parseInput(schema, given === null && schema.safeParse(undefined).success ? undefined : given);
