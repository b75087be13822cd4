import type { z } from 'zod';
import { csrfHeader } from '#contracts/desk-session';
import { type ListedRoute, listedRoutes } from '#contracts/routes/listed';
import { rolesFor } from '#contracts/routes/roles-for';
import { type Access, type Limited, type RouteEntry, tags } from '#contracts/routes/route';
import { sessionCookie } from '../desk/desk-cookie.ts';
import { type LimitRule, limitRules } from '../limits/limit-rules.ts';
import { introduction } from './introduction.ts';
import { type SchemaNode, NamedSchemas } from './named-schemas.ts';
import { problemExamples } from './problem-responses.ts';
import { recordedExamples } from './recorded-examples.ts';
import { parametersOf } from './request-parameters.ts';
import { responsesOf } from './responses.ts';

/** The OpenAPI 3.1 document, derived from the table of routes by which requests are parsed. */
export function openApiDocument(version: string, routes: readonly ListedRoute[] = listedRoutes): SchemaNode {
  const schemas = new NamedSchemas();
  const paths: Record<string, SchemaNode> = {};
  for (const route of routes.filter(({ description }) => !description.ofPages)) {
    const path = route.path.replace(/:(\w+)/g, '{$1}').replace('*', '{place}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route, schemas) };
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
        token: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'A token of your site, or the `authorToken` of a guest',
        },
        desk: {
          type: 'apiKey',
          in: 'cookie',
          name: sessionCookie.name,
          description: `The session cookie of the desk. Changes also need \`${csrfHeader}\``,
        },
      },
      schemas: schemas.named,
      examples: problemExamples(JSON.stringify(paths)),
    },
  };
}

function operation(route: ListedRoute, schemas: NamedSchemas): SchemaNode {
  const { operationId, access, summary, details, tag, body, form } = route.description;
  return {
    operationId,
    summary,
    description: [details, authorization(route.description), limitOf(route.description)].filter(Boolean).join('\n\n'),
    tags: [tag],
    security: securityOf(access),
    parameters: parametersOf(route, schemas),
    ...(body && requestBody('application/json', body, schemas, recordedExamples[operationId]?.body)),
    ...(form && requestBody('application/x-www-form-urlencoded', form, schemas)),
    responses: responsesOf(route, schemas),
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

const requestBody = (type: string, schema: z.ZodType, schemas: NamedSchemas, example?: unknown): SchemaNode => ({
  requestBody: {
    required: !schema.safeParse(undefined).success,
    content: { [type]: { schema: schemas.of(schema, 'input'), ...(example !== undefined && { example }) } },
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

/** The callers of a route, as a phrase. */
function whoMay(access: Access): string {
  const roles = rolesFor[access];
  if (!roles) return whoElse[access] ?? '';
  const limit = access === 'installation' ? ', with a token that is not limited to some sites' : '';
  return `role ${roles.map((role) => `\`${role}\``).join(' or ')}${limit}`;
}

/** The queues that a token with the claim `queues` needs; see docs/moderation.md. */
function queuesOf({ access, queuesNeeded = 'one' }: RouteEntry): string {
  if (access !== 'moderator' && access !== 'admin' && access !== 'publisher') return '';
  return {
    none: '',
    one: 'A token limited to queues must include at least one.',
    every: 'A token limited to queues must include every queue.',
  }[queuesNeeded];
}
