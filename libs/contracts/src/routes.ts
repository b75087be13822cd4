import type { z } from 'zod';
import { articleRoutes } from './routes/articles.ts';
import { authorRoutes } from './routes/authors.ts';
import { commentRoutes } from './routes/comments.ts';
import { deskRoutes } from './routes/desk.ts';
import { eventRoutes } from './routes/events.ts';
import { feedRoutes } from './routes/feeds.ts';
import { moderationRoutes } from './routes/moderation.ts';
import { operatorRoutes } from './routes/operators.ts';
import { pageRoutes } from './routes/pages.ts';
import type { parameters } from './routes/parameters.ts';
import { personalDataRoutes } from './routes/personal-data.ts';
import type { AfterQuery } from './requests.ts';
import type { DeclaredAnswer, Content, RouteTable } from './routes/route.ts';
import { searchRoutes } from './routes/search.ts';
import { siteRoutes } from './routes/sites.ts';

/** Every route of the service, by its address. */
export const routes = {
  ...articleRoutes,
  ...commentRoutes,
  ...pageRoutes,
  ...feedRoutes,
  ...moderationRoutes,
  ...searchRoutes,
  ...authorRoutes,
  ...personalDataRoutes,
  ...siteRoutes,
  ...eventRoutes,
  ...deskRoutes,
  ...operatorRoutes,
} as const satisfies RouteTable;

export type Routes = typeof routes;
export type RouteKey = keyof Routes;

/** The names in a path: `:site`, `:id`. */
export type NameIn<Path> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | NameIn<Rest>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

type Parameters = typeof parameters;
/** The schema of a parameter in this route's path. */
export type ParameterOf<K extends RouteKey, Name> = Routes[K] extends { params: infer Own }
  ? Name extends keyof Own
    ? Own[Name]
    : Name extends keyof Parameters
      ? Parameters[Name]
      : never
  : Name extends keyof Parameters
    ? Parameters[Name]
    : never;

/** The values that a caller sends in the path. */
export type ParamsOf<K extends RouteKey> = { [Name in NameIn<K>]: z.input<ParameterOf<K, Name>> };

type Declared<K extends RouteKey> = Routes[K] extends { query: infer Query } ? z.input<Query> : unknown;
type Waiting<K extends RouteKey> = K extends `GET ${string}`
  ? Routes[K] extends { reads: readonly unknown[] }
    ? z.input<typeof AfterQuery>
    : unknown
  : unknown;
type Asked<T> = unknown extends T ? undefined : { [Key in keyof T]: T[Key] };

/** The query of a call, with `after` if the answer is made from read models; undefined: the route has no query. */
export type QueryOf<K extends RouteKey> = Asked<Declared<K> & Waiting<K>>;

/** The JSON body of a call; undefined: no body. Includes undefined if the body is optional. */
export type BodyOf<K extends RouteKey> = Routes[K] extends { body: infer Body } ? z.input<Body> : undefined;

/** The success statuses. */
type Good = 200 | 201 | 202 | 204;
type Read<A extends DeclaredAnswer> = A extends z.ZodType ? z.output<A> : A extends Content ? string : undefined;

/** The answer of a successful call: parsed JSON, text for another content, undefined for no body. */
export type AnswerOf<K extends RouteKey> = K extends RouteKey ? Told<Routes[K]['answers']> : never;
type Told<Answers> = {
  [Status in keyof Answers]: Status extends Good
    ? Answers[Status] extends DeclaredAnswer
      ? Read<Answers[Status]>
      : never
    : never;
}[keyof Answers];
