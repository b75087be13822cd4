import { z } from 'zod';
import * as answers from '#contracts/answers';
import * as deskSession from '#contracts/desk-session';
import * as embedRequests from '#contracts/embed-requests';
import * as healthAnswers from '#contracts/health-answers';
import * as liveMessages from '#contracts/live-messages';
import * as moderationAnswers from '#contracts/moderation-answers';
import * as moderationRequests from '#contracts/moderation-requests';
import * as personAnswers from '#contracts/person-answers';
import * as policyAnswers from '#contracts/policy-answers';
import * as requests from '#contracts/requests';
import * as searchAnswers from '#contracts/search-answers';
import * as site from '#contracts/site';
import * as statsAnswers from '#contracts/stats-answers';
import * as vocabulary from '#contracts/vocabulary';
import * as who from '#contracts/who';

export type SchemaNode = Record<string, unknown>;

const modules: readonly object[] = [
  answers,
  deskSession,
  embedRequests,
  healthAnswers,
  liveMessages,
  moderationAnswers,
  moderationRequests,
  personAnswers,
  policyAnswers,
  requests,
  searchAnswers,
  site,
  statsAnswers,
  vocabulary,
  who,
];

/** Schemas have the same names in the document as in `#contracts`. */
const names: ReadonlyMap<z.core.$ZodType, string> = new Map(
  modules.flatMap((module) =>
    Object.entries(module).flatMap(([name, value]: [string, unknown]) =>
      value instanceof z.ZodType && isPart(value) ? [[value, name.replace(/Answer$/, '')] as const] : [],
    ),
  ),
);

/** Only objects and enums are named; texts and numbers are inlined. */
function isPart(schema: z.ZodType): boolean {
  return schema instanceof z.ZodObject || schema instanceof z.ZodEnum;
}

/**
 * The metadata of zod's global registry, with names. Names in the global registry would also change the schemas of
 * events.
 */
const registry = z.registry<z.core.GlobalMeta>();
registry.get = (schema) => {
  const [metadata, id] = [z.globalRegistry.get(schema), names.get(schema)];
  return id === undefined ? metadata : { ...metadata, id };
};

const Node = z.record(z.string(), z.unknown());
const Made = z.object({ $defs: Node.default({}), prefixItems: z.tuple([Node]) });

/**
 * Describes a pair of equal things as an array of two: many generators of clients do not know `prefixItems`, and refuse
 * `items: false`.
 */
function withoutPairs({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  const { prefixItems: [first, ...others] = [] } = jsonSchema;
  if (first === undefined || others.length === 0) return;
  if (others.some((other) => JSON.stringify(other) !== JSON.stringify(first)))
    throw new Error('a tuple of different things needs another form: clients cannot read it');
  jsonSchema.items = first;
  delete jsonSchema.prefixItems;
}

/** Makes JSON Schemas, and collects their named parts for `components`. */
export class NamedSchemas {
  readonly named: SchemaNode = {};
  /** Most schemas are used by several routes, and one conversion takes about a millisecond at every start. */
  private readonly made = { input: new Map<z.ZodType, SchemaNode>(), output: new Map<z.ZodType, SchemaNode>() };

  of(schema: z.ZodType, io: 'input' | 'output'): SchemaNode {
    const known = this.made[io].get(schema) ?? this.make(schema, io);
    this.made[io].set(schema, known);
    return { ...known };
  }

  private make(schema: z.ZodType, io: 'input' | 'output'): SchemaNode {
    // Wrapped in a tuple, so that zod also refers to a named schema at the top.
    const options = { io, unrepresentable: 'any', metadata: registry, override: withoutPairs } as const;
    const text = JSON.stringify(z.toJSONSchema(z.tuple([schema]), options));
    const { $defs, prefixItems } = Made.parse(JSON.parse(text.replaceAll('"#/$defs/', '"#/components/schemas/')));
    for (const [name, part] of Object.entries($defs)) this.keep(name, part);
    return prefixItems[0];
  }

  private keep(name: string, part: unknown): void {
    if (name.startsWith('__')) throw new Error('a recursive schema needs a name');
    const known = this.named[name];
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(part))
      throw new Error(`two schemas are named ${name}`);
    this.named[name] = part;
  }
}
