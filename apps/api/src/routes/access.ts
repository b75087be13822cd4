import { SetMetadata, applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { z } from 'zod';
import type { QueuesNeeded } from '../identity/reach';
import type { Limited } from '../limits/limit-rules';

/**
 * Who may call a route. `public`: anybody; `reader`: anybody who can be told apart (member or guest token); `self`: the author that
 * the path names, or an admin; `desk`: who signed in to the desk, by its cookie alone; `installation`: an admin or a service that is not limited to some
 * sites; else one of the roles.
 */
export type Access =
  'public' | 'reader' | 'member' | 'moderator' | 'admin' | 'self' | 'desk' | 'publisher' | 'installation' | 'analyst';

/** Everything the outside world is told about a route; access control, validation, limits, caching and /openapi.json read the same lines. */
export interface RouteDescription {
  readonly access: Access;
  readonly summary: string;
  readonly tag: 'Article pages' | 'Moderators' | 'Desk' | 'Personal data' | 'Analysts' | 'Operators';
  readonly body?: z.ZodType;
  readonly query?: z.ZodType;
  readonly answers: Readonly<Record<number, z.ZodType | null>>;
  /** The fields of a plain HTML form, which is then taken and nothing else: from our own pages, and those of listed origins. */
  readonly form?: z.ZodType;
  /** A command: takes `Idempotency-Key`, answers with `position`. */
  readonly command?: boolean;
  /** How many queues a moderator must be given to call it; `one` unless it says so. The comments that it is about are judged one by one. */
  readonly queuesNeeded?: QueuesNeeded;
  /** Counted against the limits by author, address and site. */
  readonly limited?: Limited | LimitedByBody;
  /** How often one call counts, where calls differ in what they cost; its body was not looked at yet. */
  readonly cost?: (body: unknown) => number;
  /** Why a route that anybody may call needs no limit. */
  readonly unlimited?: string;
  /** `Cache-Control` of a good answer that is the same for every caller. Absent: no answer of the route is stored (`no-store`). */
  readonly cache?: string;
  /** Its site need not exist. Every other route with a `:site` answers 404 where it does not. */
  readonly makesSite?: boolean;
}

/** Of a route that does several things: its body says which, and so which limit it counts against. */
export interface LimitedByBody {
  readonly oneOf: readonly Limited[];
  readonly of: (body: unknown) => Limited;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** See RouteDescription. */
    cache?: string | undefined;
    form?: boolean | undefined;
  }
}

export const routeMetadata = 'colloquy:route';
export const Route = (description: RouteDescription): MethodDecorator =>
  applyDecorators(
    SetMetadata(routeMetadata, description),
    RouteConfig({ cache: description.cache, form: description.form !== undefined }),
  );
