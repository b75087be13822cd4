import { SetMetadata, applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { z } from 'zod';
import type { Limited } from '../limits/limit-rules';

/**
 * Who may call a route. `public`: anybody; `reader`: anybody who can be told apart (member or guest token); `self`: the author that
 * the path names, or an admin; `desk`: who signed in to the desk, by its cookie alone; else one of the roles.
 */
export type Access = 'public' | 'reader' | 'member' | 'moderator' | 'admin' | 'self' | 'desk' | 'publisher' | 'analyst';

/** Everything the outside world is told about a route; access control, validation, limits, caching and /openapi.json read the same lines. */
export interface RouteDescription {
  readonly access: Access;
  readonly summary: string;
  readonly tag: 'Article pages' | 'Moderators' | 'Desk' | 'Personal data' | 'Analysts' | 'Operators';
  readonly body?: z.ZodType;
  readonly query?: z.ZodType;
  readonly answers: Readonly<Record<number, z.ZodType | null>>;
  /** Takes a plain HTML form, and nothing else: from our own pages, and those of listed origins. */
  readonly form?: true;
  /** A command: takes `Idempotency-Key`, answers with `position`. */
  readonly command?: boolean;
  /** Counted against the limits by author, address and site. */
  readonly limited?: Limited;
  /** Why a route that anybody may call needs no limit. */
  readonly unlimited?: string;
  /** `Cache-Control` of a good answer that is the same for every caller. Absent: no answer of the route is stored (`no-store`). */
  readonly cache?: string;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** See RouteDescription. */
    cache?: string | undefined;
    form?: true | undefined;
  }
}

export const routeMetadata = 'colloquy:route';
export const Route = (description: RouteDescription): MethodDecorator =>
  applyDecorators(
    SetMetadata(routeMetadata, description),
    RouteConfig({ cache: description.cache, form: description.form }),
  );
