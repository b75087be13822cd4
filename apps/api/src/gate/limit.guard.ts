import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { RouteEntry } from '#contracts/routes/route';
import { fieldOf } from '#platform/field-of';
import { callerOf } from '../routes/current.ts';
import { routeOf } from '../routes/route.ts';
import { type Caller, hasRole } from '../identity/caller.ts';
import { previewCost } from '../limits/preview-cost.ts';
import { RateLimits } from '../limits/rate-limits.ts';

/** Applies rate limits after the caller is known. Moderators are not limited. */
@Injectable()
export class LimitGuard implements CanActivate {
  constructor(private readonly limits: RateLimits) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest<{ Params: { site?: string } }>>();
    const { limited, costs } = routeOf(request)?.description ?? {};
    const caller = callerOf(request);
    if (!limited || hasRole(caller, 'moderator', 'admin', 'service')) return true;
    const what = typeof limited === 'string' ? limited : limited.of(request.body);
    await this.limits.consume(what, {
      author: authorOf(caller),
      address: request.ip,
      site: request.params.site ?? '',
      points: costs && pointsOf[costs](request),
    });
    return true;
  }
}

/** The points of a request whose cost depends on its content. */
const pointsOf: Readonly<Record<NonNullable<RouteEntry['costs']>, (request: FastifyRequest) => number>> = {
  rendering: ({ body }) => previewCost(body),
  articles: ({ query }) => {
    const article = fieldOf(query, 'article');
    return Array.isArray(article) ? Math.max(1, Math.ceil(article.length / 10)) : 1;
  },
};

function authorOf(caller: Caller): string | undefined {
  if (caller.kind === 'member') return caller.subject;
  return caller.kind === 'guest' ? caller.authorId : undefined;
}
