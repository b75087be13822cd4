import type { z } from 'zod';
import type { ProblemCode } from '../problems.ts';

/**
 * The callers of a route. `public`: everyone. `reader`: a member or a guest with a token. `self`: the author in the
 * path, or an admin. `desk`: a moderator with a session cookie of the desk; tokens are not accepted. `installation`: an
 * admin or a service that is not limited to some sites. Others: see `rolesFor`.
 */
export type Access =
  'public' | 'reader' | 'member' | 'moderator' | 'admin' | 'self' | 'desk' | 'publisher' | 'installation' | 'analyst';

/** The queues that a moderator needs for a route. A moderator without any queue cannot moderate. */
export type QueuesNeeded = 'none' | 'one' | 'every';

/** The rate limits; docs/limits.md has the numbers. */
export type Limited =
  | 'post'
  | 'edit'
  | 'report'
  | 'preview'
  | 'like'
  | 'personalData'
  | 'live'
  | 'read'
  | 'credentials'
  | 'signIn'
  | 'oidc';

/**
 * For a route with several actions: the body decides which action, and so which limit, applies. The body is not yet
 * validated.
 */
export interface LimitedByBody {
  readonly oneOf: readonly Limited[];
  readonly of: (body: unknown) => Limited;
}

/** The groups of the API page, in its order, with their descriptions. */
export const tags = {
  'Article pages': 'Read, post, edit, like and report comments. The widget uses these operations and no others.',
  Moderators: 'Queues, claims, decisions, search, statistics, authors, articles, sites and the policy.',
  Desk: 'Pages and sessions of the moderators’ desk. Your own tools use tokens instead.',
  'Personal data': 'Export and erase what is stored about a person.',
  Analysts: 'The event log over HTTP, and the schemas of its events.',
  Operators: 'Health checks and metrics.',
} as const;

/** An answer that is not `application/json`. */
export interface Content {
  /** The `Content-Type` header; several if it depends on the answer. */
  readonly content: string | readonly string[];
  /** Only for JSON with another content type. */
  readonly schema?: z.ZodType;
}

/** A schema: JSON. Null: no body. */
export type DeclaredAnswer = z.ZodType | Content | null;

export const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
export type Method = (typeof methods)[number];

/** The method and the path, as Fastify writes it: `GET /v1/sites/:site`. */
type Address = `${Method} /${string}`;

/**
 * The declaration of a route. Access checks, validation, waiting for read models, limits, headers, /openapi.json and the
 * types of clients are derived from it.
 */
export interface RouteEntry {
  /** The name of the operation in generated clients. Do not change it when code moves. */
  readonly operationId: string;
  readonly access: Access;
  /** A few words, beginning with a verb. */
  readonly summary: string;
  /** One or two sentences that add to the summary. */
  readonly details: string;
  readonly tag: keyof typeof tags;
  /** Parameters of the path with another meaning than in `parameters`. */
  readonly params?: Readonly<Record<string, z.ZodType>>;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /**
   * The fields of an HTML form. The route then accepts only forms, from pages of this service and of allowed origins.
   */
  readonly form?: z.ZodType;
  /** By status. The first one is the success status, unless the handler sets another. */
  readonly answers: Readonly<Record<number, DeclaredAnswer>>;
  /** The page that people get instead of a problem document. */
  readonly refusedAs?: Content;
  /**
   * Names of the read models from which the answer is made; an unknown name does not compile in `apps/api`. A GET then
   * accepts `?after=`: it waits until they have reached that position, or answers with `X-Stale: true`.
   */
  readonly reads?: readonly string[];
  /** Codes that only the handler decides, so that `problemsOf` cannot derive them. */
  readonly problems?: readonly ProblemCode[];
  /** A command: accepts `Idempotency-Key`, answers with `X-Position`. */
  readonly command?: true;
  /**
   * The queues that a moderator needs for the call; default: `one`. Access to each comment is checked separately.
   */
  readonly queuesNeeded?: QueuesNeeded;
  /** The rate limit by author, address and site. */
  readonly limited?: Limited | LimitedByBody;
  /** `rendering`: a call counts by the cost of rendering its text. `articles`: once for every ten articles. */
  readonly costs?: 'rendering' | 'articles';
  /** The reason why a public route needs no limit. */
  readonly unlimited?: string;
  /** `Cache-Control` of successful answers that are the same for every caller. Default: `no-store`. */
  readonly cache?: string;
  /** Successful answers have an `ETag`. If they may be cached, `If-None-Match` is answered with 304. */
  readonly etag?: true;
  /** Requires `If-Match` with the `ETag` of the resource. */
  readonly ifMatch?: true;
  /** A page or a file that only this service's own pages load; not listed in /openapi.json. */
  readonly ofPages?: true;
  /** The site need not exist. Other routes with `:site` answer 404 for an unknown site. */
  readonly makesSite?: true;
  /** Limit of the body in bytes, if it is not 64 kB. */
  readonly mostBytes?: number;
}

export type RouteTable = Readonly<Record<Address, RouteEntry>>;

/** For files whose name changes with their content. */
export const immutable = 'public, max-age=31536000, immutable';
/** Caches revalidate each time, and get 304 if nothing changed. */
export const askedAgain = 'public, no-cache';

export const html = { content: 'text/html; charset=utf-8' } as const;
export const script = { content: 'text/javascript; charset=utf-8' } as const;
export const eventStream = { content: 'text/event-stream; charset=utf-8' } as const;
