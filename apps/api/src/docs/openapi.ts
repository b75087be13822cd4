import type { z } from 'zod';
import { csrfHeader } from '#contracts/desk-session';
import { ProblemAnswer } from '#contracts/answers';
import { type ListedRoute, listedRoutes } from '#contracts/routes/listed';
import { rolesFor } from '#contracts/routes/roles-for';
import {
  type Access,
  type DeclaredAnswer,
  type Content,
  type Limited,
  type RouteEntry,
  tags,
} from '#contracts/routes/route';
import { sessionCookie } from '../desk/desk-cookie.ts';
import { type LimitRule, limitRules } from '../limits/limit-rules.ts';
import { introduction } from './introduction.ts';
import { type SchemaNode, NamedSchemas } from './named-schemas.ts';
import { isRevalidated, parametersOf } from './request-parameters.ts';

/** OpenAPI 3.1, made from the table that requests are parsed by: it cannot promise what the code does not do. */
export function openApiDocument(version: string, routes: readonly ListedRoute[] = listedRoutes): SchemaNode {
  const schemas = new NamedSchemas();
  const problem = schemas.of(ProblemAnswer, 'output');
  const paths: Record<string, SchemaNode> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}').replace('*', '{place}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route, schemas, problem) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Colloquy',
      version,
      license: { name: 'MIT', identifier: 'MIT' },
      description: introduction,
    },
    servers: [{ url: '/' }],
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        desk: { type: 'apiKey', in: 'cookie', name: sessionCookie.name },
      },
      schemas: schemas.named,
    },
  };
}

function operation(route: ListedRoute, schemas: NamedSchemas, problem: SchemaNode): SchemaNode {
  const { operationId, access, summary, details, tag, body, form, answers, refusedAs } = route.description;
  const told = Object.entries<DeclaredAnswer>(answers).map(([status, answer]) => [
    status,
    response(route, status, answer, schemas),
  ]);
  return {
    operationId,
    summary,
    description: [details, authorization(route.description), limitOf(route.description)].filter(Boolean).join('\n\n'),
    tags: [tag],
    security: securityOf(access),
    parameters: parametersOf(route, schemas),
    ...(body && requestBody('application/json', body, schemas)),
    ...(form && requestBody('application/x-www-form-urlencoded', form, schemas)),
    responses: {
      ...Object.fromEntries(told),
      ...(isRevalidated(route.description) && { 304: { description: 'Not modified since the `ETag`' } }),
      default: {
        description: 'A problem document',
        content: { 'application/problem+json': { schema: problem }, ...(refusedAs && contentOf(refusedAs, schemas)) },
      },
    },
  };
}

const authorization = (entry: RouteEntry): string =>
  [`**Authorization:** ${whoMay(entry.access)}.`, queuesOf(entry)].filter(Boolean).join(' ');

function limitOf({ limited, unlimited }: RouteEntry): string {
  if (unlimited !== undefined) return `**Limit:** none: ${unlimited}.`;
  if (limited === undefined) return '';
  return `**Limit:** ${(typeof limited === 'string' ? [limited] : limited.oneOf).map(sentenceOf).join(' ')}`;
}

function sentenceOf(limited: Limited): string {
  const { perAuthor, perAddress, perSite }: LimitRule = limitRules[limited];
  const parts = [
    perAuthor !== undefined && `${perAuthor} by one author`,
    `${perAddress} from one address`,
    perSite !== undefined && `${perSite} on one site`,
  ];
  return `${parts.filter((part) => part !== false).join(', ')} within a minute (\`${limited}\`).`;
}

const requestBody = (type: string, schema: z.ZodType, schemas: NamedSchemas): SchemaNode => ({
  requestBody: {
    required: !schema.safeParse(undefined).success,
    content: { [type]: { schema: schemas.of(schema, 'input') } },
  },
});

const securityOf = (access: Access): SchemaNode[] => {
  if (access === 'desk') return [{ desk: [] }];
  return [...(access === 'public' ? [{}] : []), { token: [] }, { desk: [] }];
};

const whoElse: Partial<Record<Access, string>> = {
  public: 'everyone',
  reader: 'a signed-in reader, or a guest with their authorToken',
  member: 'a signed-in reader',
  self: 'the author, or role `admin`; a token limited to queues needs every one',
  desk: `a user who is signed in to the desk, by cookie; changes also need \`${csrfHeader}\``,
};

/** Who may call a route, in words. */
function whoMay(access: Access): string {
  const roles = rolesFor[access];
  if (!roles) return whoElse[access] ?? '';
  const limit = access === 'installation' ? ', with a token that is not limited to some sites' : '';
  return `role ${roles.map((role) => `\`${role}\``).join(' or ')}${limit}`;
}

/** What a token with the claim `queues` needs; see docs/moderation.md. */
function queuesOf({ access, queuesNeeded = 'one' }: RouteEntry): string {
  if (access !== 'moderator' && access !== 'admin' && access !== 'publisher') return '';
  return {
    none: '',
    one: 'A token limited to queues must include at least one.',
    every: 'A token limited to queues must include every queue.',
  }[queuesNeeded];
}

function response(
  { method, description }: ListedRoute,
  status: string,
  answer: DeclaredAnswer,
  schemas: NamedSchemas,
): SchemaNode {
  return {
    description: status.startsWith('3') ? 'See the address in `Location`' : status < '300' ? 'Done' : 'Not now',
    ...(status < '400' && headersOf(method, description, status)),
    ...(answer && { content: 'content' in answer ? contentOf(answer, schemas) : jsonOf(answer, schemas) }),
  };
}

function headersOf(method: string, { command, reads, etag }: RouteEntry, status: string): SchemaNode {
  const text = { schema: { type: 'string' } };
  const headers = {
    ...(status.startsWith('3') && { Location: { description: 'Where to go', required: true, ...text } }),
    ...(etag && { ETag: { description: 'Version of the answer', ...text } }),
    ...(command && {
      'X-Position': { description: 'Position of the change in the event log: send it as `after`', ...text },
      'Idempotent-Replayed': {
        description: '`true`: it was stored before, by a request with the same `Idempotency-Key`',
        ...text,
      },
    }),
    ...((reads ?? (method !== 'GET' && command)) && {
      'X-Stale': { description: '`true`: the answer does not yet include the change that it waited for', ...text },
    }),
  };
  return Object.keys(headers).length > 0 ? { headers } : {};
}

const jsonOf = (schema: z.ZodType, schemas: NamedSchemas): SchemaNode => ({
  'application/json': { schema: schemas.of(schema, 'output') },
});

function contentOf({ content, schema }: Content, schemas: NamedSchemas): SchemaNode {
  const types = [content].flat().map((type) => type.split(';')[0] ?? type);
  return Object.fromEntries(
    types.map((type) => [type, { schema: schema ? schemas.of(schema, 'output') : textOf(type) }]),
  );
}

/** Bytes are described by their type alone (OpenAPI 3.1, 4.8.14.4). */
const textOf = (type: string): SchemaNode => (/^text\/|xml$/.test(type) ? { type: 'string' } : {});
