import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants';
import { z } from 'zod';
import { ProblemAnswer } from '#contracts/answers';
import { sessionCookie } from '../desk/desk-cookie';
import { type Access, type RouteDescription, routeMetadata } from '../routes/access';
import { type LimitRule, type Limited, limitRules } from '../limits/limit-rules';

type Controller = abstract new (...dependencies: never[]) => object;
type Json = Record<string, unknown>;

export interface DescribedRoute {
  readonly method: string;
  readonly path: string;
  readonly operationId: string;
  readonly description: RouteDescription | undefined;
}

/** Every route of these controllers, from the same decorators that Nest routes by. */
export function routesOf(controllers: readonly Controller[]): DescribedRoute[] {
  return controllers.flatMap((controller) => {
    const base: unknown = Reflect.getMetadata(PATH_METADATA, controller);
    const prototype = controller.prototype as Record<string, unknown>;
    return Object.getOwnPropertyNames(prototype).flatMap((name) => {
      const handler = prototype[name];
      if (typeof handler !== 'function' || !Reflect.hasMetadata(METHOD_METADATA, handler)) return [];
      const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as number] ?? 'GET';
      const own: unknown = Reflect.getMetadata(PATH_METADATA, handler);
      const path = `/${[base, own].filter((part) => typeof part === 'string' && part !== '/').join('/')}`;
      const description = Reflect.getMetadata(routeMetadata, handler) as RouteDescription | undefined;
      return [
        {
          method: method.toLowerCase(),
          path,
          operationId: `${controller.name.replace(/Controller$/, '')}_${name}`,
          description,
        },
      ];
    });
  });
}

/** OpenAPI 3.1, made from the zod schemas that requests are parsed with: it cannot promise what the code does not do. */
export function openApiDocument(controllers: readonly Controller[], version: string): Json {
  const paths: Record<string, Json> = {};
  const schemas = new NamedSchemas();
  for (const route of routesOf(controllers)) {
    if (!route.description) continue;
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: operation(route, route.description, schemas) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Colloquy',
      version,
      description:
        'Comments under articles, and the moderation of them. Errors are RFC 9457 problem documents; every command takes an Idempotency-Key and answers with the position of what it did.',
    },
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        desk: { type: 'apiKey', in: 'cookie', name: sessionCookie.name },
      },
      schemas: { Problem: schemas.of(ProblemAnswer, 'output'), ...schemas.named },
    },
    tags: [
      { name: 'Article pages' },
      { name: 'Moderators' },
      { name: 'Desk' },
      { name: 'Personal data' },
      { name: 'Analysts' },
      { name: 'Operators' },
    ],
    paths,
  };
}

function operation({ path, operationId }: DescribedRoute, description: RouteDescription, schemas: NamedSchemas): Json {
  const { access, summary, tag, body, form, answers } = description;
  return {
    operationId,
    summary,
    description: [`Who may call it: ${who[access]}.`, queuesOf(description), limitOf(description)]
      .filter(Boolean)
      .join(' '),
    tags: [tag],
    security: securityOf(access),
    parameters: parameters(path, description, schemas),
    ...(body && requestBody('application/json', schemas.of(body, 'input'))),
    ...(form && requestBody('application/x-www-form-urlencoded', schemas.of(form, 'input'))),
    responses: {
      ...Object.fromEntries(Object.entries(answers).map(([status, schema]) => [status, answer(schema, schemas)])),
      default: {
        description: 'A problem document',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

function limitOf({ limited, unlimited }: RouteDescription): string {
  if (unlimited !== undefined) return `Not limited: ${unlimited}.`;
  if (limited === undefined) return '';
  return (typeof limited === 'string' ? [limited] : limited.oneOf).map(sentenceOf).join(' ');
}

function sentenceOf(limited: Limited): string {
  const { perAuthor, perAddress, perSite }: LimitRule = limitRules[limited];
  const parts = [
    perAuthor !== undefined && `${perAuthor} by one author`,
    `${perAddress} from one address`,
    perSite !== undefined && `${perSite} on one site`,
  ];
  return `Within a minute (\`${limited}\`): ${parts.filter((part) => part !== false).join(', ')}.`;
}

const requestBody = (type: string, schema: Json): Json => ({
  requestBody: { required: true, content: { [type]: { schema } } },
});

const securityOf = (access: Access): Json[] => {
  if (access === 'desk') return [{ desk: [] }];
  return [...(access === 'public' ? [{}] : []), { token: [] }, { desk: [] }];
};

const who = {
  public: 'anybody',
  reader: 'signed-in readers, and guests with their authorToken',
  member: 'signed-in readers',
  moderator: 'roles moderator, admin',
  admin: 'role admin',
  self: 'the author themself, and role admin; one limited to queues needs every one',
  desk: 'who signed in to the desk, by its cookie',
  publisher: 'roles moderator, admin, service',
  installation: 'roles admin, service, where the token is not limited to some sites',
  analyst: 'roles analyst, service',
} as const;

/** What a token with the claim `queues` needs; see docs/moderation.md. */
function queuesOf({ access, queuesNeeded = 'one' }: RouteDescription): string {
  if (access !== 'moderator' && access !== 'admin' && access !== 'publisher') return '';
  return {
    none: '',
    one: 'A token limited to queues needs one.',
    every: 'A token limited to queues needs every one.',
  }[queuesNeeded];
}

const answer = (schema: z.ZodType | null, schemas: NamedSchemas): Json =>
  schema
    ? { description: 'Done', content: { 'application/json': { schema: schemas.of(schema, 'output') } } }
    : { description: 'Done' };

function parameters(path: string, { query, command }: RouteDescription, schemas: NamedSchemas): Json[] {
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const key = { name: 'Idempotency-Key', in: 'header', schema: { type: 'string', minLength: 1, maxLength: 200 } };
  return [...inPath, ...inQuery(query, schemas), ...(command ? [key] : [])];
}

function inQuery(query: z.ZodType | undefined, schemas: NamedSchemas): Json[] {
  if (!query) return [];
  const { properties = {}, required = [] } = schemas.of(query, 'input') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}

/** JSON Schemas whose named parts are kept aside: in a document, references are followed from its root and not from where a schema stands in it. */
class NamedSchemas {
  readonly named: Json = {};

  of(schema: z.ZodType, io: 'input' | 'output'): Json {
    const { $schema: _dialect, ...whole } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json;
    const text = JSON.stringify(whole).replaceAll('"#/$defs/', '"#/components/schemas/');
    const { $defs = {}, ...rest } = JSON.parse(text) as Json & { $defs?: Json };
    for (const [name, part] of Object.entries($defs)) this.keep(name, part);
    return rest;
  }

  private keep(name: string, part: unknown): void {
    if (name.startsWith('__')) throw new Error('a schema that holds itself needs a name in z.globalRegistry');
    const known = this.named[name];
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(part))
      throw new Error(`two schemas are named ${name}`);
    this.named[name] = part;
  }
}
