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
 * Makes a method's input of what came, once, as the table of routes says; and waits for what the answer is made from. A
 * pipe, since Nest runs every request through observables as soon as there is one interceptor.
 */
@Injectable()
export class InputPipe implements PipeTransform {
  constructor(
    @Inject(Freshness) private readonly freshness: Pick<Freshness, 'await'>,
    @Given() private readonly given: GivenKeys<'idempotency'>,
    @Inject(FormerIds) private readonly formerIds: Pick<FormerIds, 'one'>,
  ) {}

  async transform(arrived: unknown): Promise<unknown> {
    if (!(arrived instanceof Arrived)) throw new Error('a method of a controller takes @Input() and @Res() alone');
    const { request, reply } = arrived;
    const route = routeOf(request);
    if (!route) throw new Error('a method with an @Input() has no @Route()');
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
 * Names that callers choose themselves, with the pointer to a wrong one. Any other that cannot be names nothing that
 * exists.
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

/** No body, and none but `null`, are the same to a route that needs none. */
const sentIn = (given: unknown, schema: z.ZodType): unknown =>
  parseInput(schema, given === null && schema.safeParse(undefined).success ? undefined : given);
