import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { SiteId } from '#contracts/identifiers';
import { Refusal } from '#contracts/refusal';
import type { Role } from '#contracts/vocabulary';
import { type Caller, anonymous, hasRole, reachesSite } from '../identity/caller';
import { Callers } from '../identity/callers';
import { TokenVerifier } from '../identity/token-verifier';
import { type Access, type RouteDescription, routeMetadata } from './access';
import { callerOf, setCaller } from './current';

const rolesFor: Partial<Record<Access, readonly Role[]>> = {
  moderator: ['moderator', 'admin'],
  admin: ['admin'],
  publisher: ['moderator', 'admin', 'service'],
  analyst: ['analyst', 'service'],
};

/** Who is asking, and may they? A route that does not say who may call it cannot be called. */
@Injectable()
export class CallerGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: TokenVerifier,
    private readonly callers: Callers,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const route = this.reflector.get<RouteDescription | undefined>(routeMetadata, context.getHandler());
    if (!route) throw new Refusal('forbidden');
    const request = context.switchToHttp().getRequest<FastifyRequest<{ Params: { site?: string; id?: string } }>>();
    const token = bearerToken(request.headers.authorization);
    setCaller(request, token === undefined ? anonymous : await this.tokens.verify(token));
    refuseUnlessAllowed(callerOf(request), route.access, siteOf(request.params.site));
    if (route.access === 'self') await this.refuseUnlessSelf(request);
    return true;
  }

  private async refuseUnlessSelf(request: FastifyRequest<{ Params: { site?: string; id?: string } }>): Promise<void> {
    const { site = '', id = '' } = request.params;
    const caller = callerOf(request);
    if (hasRole(caller, 'admin') || (await this.callers.isSelf(site, caller, id.toLowerCase()))) return;
    throw new Refusal('forbidden', 'Only this author and admins may do this.');
  }
}

export function refuseUnlessAllowed(caller: Caller, access: Access, site: string | undefined): void {
  if (access !== 'public' && caller.kind === 'anonymous') throw new Refusal('unauthenticated');
  if (site !== undefined && !reachesSite(caller, site))
    throw new Refusal('forbidden', 'The token is for another site.');
  if (access === 'member' && caller.kind !== 'member') throw new Refusal('forbidden', 'Sign in to do this.');
  const roles = rolesFor[access];
  if (roles && !hasRole(caller, ...roles)) throw new Refusal('forbidden');
}

/** A name that can be no site is a place that does not exist. */
function siteOf(site: string | undefined): string | undefined {
  if (site !== undefined && !SiteId.safeParse(site).success) throw new Refusal('not-found');
  return site;
}

function bearerToken(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  const [scheme, token, ...rest] = header.trim().split(/\s+/);
  if (scheme?.toLowerCase() !== 'bearer' || !token || rest.length > 0) {
    throw new Refusal('unauthenticated', 'Expected `Authorization: Bearer <token>`.');
  }
  return token;
}
