import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { type RouteDescription, routeMetadata } from '../routes/access';
import { callerOf } from '../routes/current';
import { type Caller, hasRole } from '../identity/caller';
import { RateLimits } from '../limits/rate-limits';

/** Runs after the caller is known; moderators are never slowed down at their work. */
@Injectable()
export class LimitGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly limits: RateLimits,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { limited, cost } =
      this.reflector.get<RouteDescription | undefined>(routeMetadata, context.getHandler()) ?? {};
    const request = context.switchToHttp().getRequest<FastifyRequest<{ Params: { site?: string } }>>();
    const caller = callerOf(request);
    if (!limited || hasRole(caller, 'moderator', 'admin', 'service')) return true;
    const what = typeof limited === 'string' ? limited : limited.of(request.body);
    await this.limits.consume(what, {
      author: authorOf(caller),
      address: request.ip,
      site: request.params.site ?? '',
      points: cost?.(request.body),
    });
    return true;
  }
}

function authorOf(caller: Caller): string | undefined {
  if (caller.kind === 'member') return caller.subject;
  return caller.kind === 'guest' ? caller.authorId : undefined;
}
