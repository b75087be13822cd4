import type { z } from 'zod';
import type { ProblemCode } from '../problems.ts';

/**
 * Who may call a route. `public`: anybody; `reader`: anybody who can be told apart (member or guest token); `self`: the
 * author that the path names, or an admin; `desk`: who signed in to the desk, by its cookie alone; `installation`: an
 * admin or a service that is not limited to some sites; else one of the roles.
 */
export type Access =
  'public' | 'reader' | 'member' | 'moderator' | 'admin' | 'self' | 'desk' | 'publisher' | 'installation' | 'analyst';

/** How many queues a moderator must be given for a route; whoever is limited to none is a moderator of nothing. */
export type QueuesNeeded = 'none' | 'one' | 'every';

/** What calls are counted as; docs/limits.md has the numbers. */
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
 * Of a route that does several things: its body says which, and so which limit it counts against. The body was not
 * looked at yet.
 */
export interface LimitedByBody {
  readonly oneOf: readonly Limited[];
  readonly of: (body: unknown) => Limited;
}

/** The groups of the API page, in its order, with what each is for. */
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
  /** The `Content-Type`, as it is sent; several where it depends on what is found. */
  readonly content: string | readonly string[];
  /** Of what is JSON all the same. */
  readonly schema?: z.ZodType;
}

/** A body of JSON; another content; null: no body. */
export type DeclaredAnswer = z.ZodType | Content | null;

export const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
export type Method = (typeof methods)[number];

/** The method and the path, as Fastify writes it: `GET /v1/sites/:site`. */
type Address = `${Method} /${string}`;

/**
 * Everything the outside world is told about a route: access, validation, waiting, limits, headers, /openapi.json and
 * the clients' types are made from it.
 */
export interface RouteEntry {
  /** Its name for those who generate clients: it stays when code moves. */
  readonly operationId: string;
  readonly access: Access;
  /** Begins with a verb: what a call does. */
  readonly summary: string;
  /** What the summary leaves open, in two sentences at most. */
  readonly details: string;
  readonly tag: keyof typeof tags;
  /** Names in the path that mean here what they mean nowhere else; see `parameters`. */
  readonly params?: Readonly<Record<string, z.ZodType>>;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /**
   * The fields of a plain HTML form, which is then taken and nothing else: from our own pages, and those of listed
   * origins.
   */
  readonly form?: z.ZodType;
  /** By status. The first one is what a call that goes well is answered with, unless its handler says otherwise. */
  readonly answers: Readonly<Record<number, DeclaredAnswer>>;
  /** How people are told, on a page, what else is told as a problem document. */
  readonly refusedAs?: Content;
  /**
   * The read models that the answer is made from, by name: `apps/api` does not compile with one that there is not. Such
   * a GET takes `?after=`: it waits for them to have reached that position, and says `X-Stale: true` where they have
   * not.
   */
  readonly reads?: readonly string[];
  /** Codes that follow from nothing else here: what only its handler refuses. See `problemsOf`. */
  readonly problems?: readonly ProblemCode[];
  /** A command: takes `Idempotency-Key`, answers with `X-Position`. */
  readonly command?: true;
  /**
   * How many queues a moderator must be given to call it; `one` unless it says so. The comments that it is about are
   * judged one by one.
   */
  readonly queuesNeeded?: QueuesNeeded;
  /** Counted against the limits by author, address and site. */
  readonly limited?: Limited | LimitedByBody;
  /** One call counts as often as its text costs to render, or once for every ten articles that it is about. */
  readonly costs?: 'rendering' | 'articles';
  /** Why a route that anybody may call needs no limit. */
  readonly unlimited?: string;
  /**
   * `Cache-Control` of a good answer that is the same for every caller. Absent: no answer of the route is stored
   * (`no-store`).
   */
  readonly cache?: string;
  /** Good answers have an `ETag`; where they may be cached, `If-None-Match` is answered with 304. */
  readonly etag?: true;
  /** Needs the `ETag` of what it changes as `If-Match`. */
  readonly ifMatch?: true;
  /** Its site need not exist. Every other route with a `:site` answers 404 where it does not. */
  readonly makesSite?: true;
  /** The largest body it takes, where that is not 64 kB. */
  readonly mostBytes?: number;
}

export type RouteTable = Readonly<Record<Address, RouteEntry>>;

/** A file whose name changes with what is in it. */
export const immutable = 'public, max-age=31536000, immutable';
/** Asked for again each time, and answered with 304 while it is the same. */
export const askedAgain = 'public, no-cache';

export const html = { content: 'text/html; charset=utf-8' } as const;
export const script = { content: 'text/javascript; charset=utf-8' } as const;
export const eventStream = { content: 'text/event-stream; charset=utf-8' } as const;
