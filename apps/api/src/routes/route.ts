import { HttpCode, RequestMapping, RequestMethod, applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { type AnswerOf, type RouteKey, routes } from '#contracts/routes';
import { type ListedRoute, listedRoutes } from '#contracts/routes/listed';
import { parameters } from '#contracts/routes/parameters';
import type { RouteEntry } from '#contracts/routes/route';
import type { ReadModelName } from '#read-models/all-projections';
import type { InputOf } from './input.ts';

/** An entry of the table of routes, prepared for requests. */
export interface ServedRoute extends ListedRoute {
  readonly description: OfOurReadModels;
  /** The path's parameters with their schemas. */
  readonly names: readonly (readonly [name: string, schema: z.ZodType])[];
}

interface OfOurReadModels extends RouteEntry {
  readonly reads?: readonly ReadModelName[];
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Absent for paths that are not in the table, such as the documentation. */
    route?: ServedRoute | undefined;
    /** `Cache-Control` of successful answers; absent: not stored. */
    cache?: string | undefined;
    /** True if only plain HTML forms are accepted. */
    form?: boolean | undefined;
  }
}

/** The route of a request. */
export const routeOf = (request: FastifyRequest): ServedRoute | undefined => request.routeOptions.config.route;

type Returned<Answer> = Answer extends undefined ? void : Answer;
type Answered<K extends RouteKey> = Returned<AnswerOf<K>> | Promise<Returned<AnswerOf<K>>>;
/** A method's return value is the answer. A method that takes `@Res()` sends the answer itself. */
type Handler<K extends RouteKey> =
  ((input: InputOf<K>) => Answered<K>) | ((input: InputOf<K>, reply: FastifyReply) => void | Promise<void>);
type HandlerDecorator<K extends RouteKey> = <M extends Handler<K>>(
  target: object,
  name: string | symbol,
  method: TypedPropertyDescriptor<M>,
) => void;

/**
 * Serves a route of the table, which declares its method, path and everything else. The method takes one `@Input()` of
 * this route.
 */
export function Route<const K extends RouteKey>(address: K): HandlerDecorator<K> {
  const route = served(address);
  return applyDecorators(
    RequestMapping({ method: RequestMethod[route.method], path: route.path }),
    HttpCode(Number(Object.keys(route.description.answers)[0])),
    RouteConfig({ route, cache: route.description.cache, form: route.description.form !== undefined }),
  );
}

function served(address: RouteKey): ServedRoute {
  const listed = listedRoutes.find((one) => one.address === address);
  if (!listed) throw new Error(`the table of routes has no ${address}`);
  const description: OfOurReadModels = routes[address];
  return { ...listed, description, names: namesOf(listed) };
}

function namesOf({ path, description }: ListedRoute): ServedRoute['names'] {
  const known: Readonly<Record<string, z.ZodType>> = { ...parameters, ...description.params };
  return [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => {
    const schema = known[name];
    if (!schema) throw new Error(`the table of routes has no schema for :${name} in ${path}`);
    return [name, schema];
  });
}

/** The `Content-Type` of a route's successful answer as declared in the table; the first if there are several. */
export function contentTypeOf(address: RouteKey): string {
  const { answers }: RouteEntry = routes[address];
  const [answer] = Object.values(answers);
  return (answer && 'content' in answer && [answer.content].flat()[0]) || 'application/json; charset=utf-8';
}
