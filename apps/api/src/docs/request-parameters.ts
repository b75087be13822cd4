import type { z } from 'zod';
import type { ListedRoute } from '#contracts/routes/listed';
import { parameters } from '#contracts/routes/parameters';
import { type RouteEntry, eventStream } from '#contracts/routes/route';
import type { NamedSchemas, SchemaNode } from './named-schemas.ts';
import { recordedExamples } from './recorded-examples.ts';

/** The parameters of a route in path, query and headers. */
export function parametersOf(route: ListedRoute, schemas: NamedSchemas): SchemaNode[] {
  const { params, query } = recordedExamples[route.description.operationId] ?? {};
  return [
    ...inPath(route, schemas).map((one) => withExample(one, params)),
    ...inQuery(route.question, schemas).map((one) => withExample(one, query)),
    ...inHeaders(route.description),
  ];
}

const withExample = (parameter: SchemaNode, examples: Readonly<Record<string, string>> = {}): SchemaNode => {
  const example = examples[String(parameter['name'])];
  return { ...parameter, ...(example !== undefined && { example: isInteger(parameter) ? Number(example) : example }) };
};

const isInteger = ({ schema }: SchemaNode): boolean =>
  typeof schema === 'object' && schema !== null && 'type' in schema && schema.type === 'integer';

/** True: `If-None-Match` is answered with 304. */
export const isRevalidated = ({ etag, cache }: RouteEntry): boolean => etag === true && cache !== undefined;

function inPath({ path, description }: ListedRoute, schemas: NamedSchemas): SchemaNode[] {
  const known: Readonly<Record<string, z.ZodType>> = { ...parameters, ...description.params };
  return [...path.matchAll(/:(\w+)|\*/g)].map(([, name]) => {
    const schema = name === undefined ? undefined : known[name];
    if (name === undefined || schema === undefined) return rest;
    return { name, in: 'path', required: true, ...described(schema, schemas) };
  });
}

/** The `*` at the end of a path. */
const rest = {
  name: 'place',
  in: 'path',
  required: true,
  description: 'The rest of the address',
  schema: { type: 'string' },
};

const inQuery = (query: z.ZodObject | undefined, schemas: NamedSchemas): SchemaNode[] =>
  Object.entries<z.ZodType>(query?.shape ?? {}).map(([name, field]) => ({
    name,
    in: 'query',
    required: !field.safeParse(undefined).success,
    ...described(field, schemas),
  }));

function described(field: z.ZodType, schemas: NamedSchemas): SchemaNode {
  const { description, ...schema } = schemas.of(field, 'input');
  return { ...(description !== undefined && { description }), schema };
}

function inHeaders(entry: RouteEntry): SchemaNode[] {
  const isStream = Object.values(entry.answers).includes(eventStream);
  const header = (name: string, description: string, schema: object = {}): SchemaNode => ({
    name,
    in: 'header',
    description,
    schema: { type: 'string', ...schema },
  });
  return [
    entry.command && header('Idempotency-Key', keyWords, { minLength: 1, maxLength: 200 }),
    entry.ifMatch && { ...header('If-Match', 'The `ETag` that you read. Required'), required: true },
    isRevalidated(entry) && header('If-None-Match', 'The `ETag` that you have; `304` while nothing changed'),
    isStream && header('Last-Event-ID', 'Resume after this message id. Browsers send it when they reconnect'),
  ].filter((one) => one !== undefined && one !== false);
}

const keyWords =
  'A key that you choose for this change, such as a UUID. A request that is sent again with its key is stored once';
