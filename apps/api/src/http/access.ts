import { SetMetadata } from '@nestjs/common';
import type { z } from 'zod';
import type { Limited } from '../limits/limit-rules';

/**
 * Who may call a route. `public`: anybody; `reader`: anybody who can be told apart (member or guest token); `self`: the author that
 * the path names, or an admin; `desk`: who signed in to the desk, by its cookie alone; else one of the roles.
 */
export type Access = 'public' | 'reader' | 'member' | 'moderator' | 'admin' | 'self' | 'desk' | 'publisher' | 'analyst';

/** Everything the outside world is told about a route; access control, validation and /openapi.json read the same lines. */
export interface RouteDescription {
  readonly access: Access;
  readonly summary: string;
  readonly tag: 'Article pages' | 'Moderators' | 'Desk' | 'Personal data' | 'Analysts' | 'Operators';
  readonly body?: z.ZodType;
  /** The fields of the plain form that is taken in place of JSON. */
  readonly formFields?: z.ZodType;
  readonly query?: z.ZodType;
  readonly answers: Readonly<Record<number, z.ZodType | null>>;
  /** A command: takes `Idempotency-Key`, answers with `position`. */
  readonly command?: boolean;
  /** Counted against the limits by author, address and site. */
  readonly limited?: Limited;
}

export const routeMetadata = 'colloquy:route';
export const Route = (description: RouteDescription): MethodDecorator => SetMetadata(routeMetadata, description);
