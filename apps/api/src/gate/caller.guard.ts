import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Refusal } from '#contracts/refusal';
import { rolesFor } from '#contracts/routes/roles-for';
import type { Access, RouteEntry } from '#contracts/routes/route';
import { QueueName, type Role } from '#contracts/vocabulary';
import { DeskCallers, sessionOf } from '../desk/desk-callers.ts';
import { type Caller, anonymous, hasRole } from '../identity/caller.ts';
import { Callers } from '../identity/callers.ts';
import { queuesReached, refuseFewerQueues, refuseOtherQueue, refuseOtherSite } from '../identity/reach.ts';
import { TokenVerifier } from '../identity/token-verifier.ts';
import { RateLimits } from '../limits/rate-limits.ts';
import { callerOf, setCaller } from '../routes/current.ts';
import { routeOf } from '../routes/route.ts';

type SiteRequest = FastifyRequest<{ Params: { site?: string; id?: string; queue?: string } }>;

/** Identifies the caller and checks access. Routes that are not in the table are refused. */
@Injectable()
export class CallerGuard implements CanActivate {
  constructor(
    private readonly tokens: TokenVerifier,
    private readonly callers: Callers,
    private readonly desk: DeskCallers,
    private readonly limits: RateLimits,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<SiteRequest>();
    const route = routeOf(request)?.description;
    if (!route) throw new Refusal('forbidden');
    if (!hasCredentials(request)) return this.admit(request, route);
    const who = { address: request.ip, site: '' };
    await this.limits.check('credentials', who);
    return this.admit(request, route).catch(async (error: unknown) => {
      if (error instanceof Refusal && error.code === 'unauthenticated') await this.limits.consume('credentials', who);
      throw error;
    });
  }

  private async admit(request: SiteRequest, route: RouteEntry): Promise<boolean> {
    const caller = await this.identify(request, route.access);
    setCaller(request, caller);
    if (route.access === 'desk' && !sessionOf(request)) throw this.desk.refusal(caller);
    refuseUnlessAllowed(caller, route.access, request.params.site);
    if (asModerator(caller, route.access)) refuseFewerQueues(caller, route.queuesNeeded ?? 'one');
    const queue = QueueName.safeParse(request.params.queue);
    if (queue.success) refuseOtherQueue(caller, queue.data);
    if (route.access === 'self') await this.refuseUnlessSelf(request);
    return true;
  }

  /** A bearer token takes precedence over the desk's cookie. */
  private async identify(request: SiteRequest, access: Access): Promise<Caller> {
    const token = bearerToken(request.headers.authorization);
    if (token !== undefined) return this.tokens.verify(token);
    return (await this.desk.find(request, access)) ?? anonymous;
  }

  private async refuseUnlessSelf(request: SiteRequest): Promise<void> {
    const { site = '', id = '' } = request.params;
    const caller = callerOf(request);
    // Only admins of all queues, because an author's comments may be in any queue.
    if (hasRole(caller, 'admin') && queuesReached(caller) === null) return;
    if (await this.callers.isSelf(site, caller, id.toLowerCase())) return;
    throw new Refusal('forbidden', 'Requires the token of this author, or role `admin`.');
  }
}

const hasCredentials = ({ headers }: SiteRequest): boolean =>
  headers.authorization !== undefined || headers.cookie !== undefined;

function refuseUnlessAllowed(caller: Caller, access: Access, site: string | undefined): void {
  if (access !== 'public' && caller.kind === 'anonymous') throw new Refusal('unauthenticated');
  if (site !== undefined) refuseOtherSite(caller, site);
  if (access === 'member' && caller.kind !== 'member') throw new Refusal('forbidden', 'Sign in to do this.');
  const roles = rolesFor[access];
  if (roles && !hasRole(caller, ...roles)) throw new Refusal('forbidden', missingRole(caller, roles));
  if (access === 'installation' && caller.kind === 'member' && caller.sites !== undefined)
    throw new Refusal('forbidden', 'Requires a token that is not limited to some sites.');
}

function missingRole(caller: Caller, required: readonly Role[]): string {
  const own = caller.kind === 'member' ? caller.roles : [];
  const had = own.length === 0 ? 'your token has no role' : `your token has ${listed(own, 'and')}`;
  return `Requires role ${listed(required, 'or')}; ${had}.`;
}

const listed = (roles: readonly Role[], word: 'and' | 'or'): string =>
  new Intl.ListFormat('en', { type: word === 'and' ? 'conjunction' : 'disjunction' }).format(
    roles.map((role) => `\`${role}\``),
  );

/** Returns true if a moderator's role gives the access. */
const asModerator = (caller: Caller, access: Access): boolean =>
  access === 'moderator' ||
  access === 'admin' ||
  ((access === 'publisher' || access === 'installation') && !hasRole(caller, 'service'));

function bearerToken(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  const [scheme, token, ...rest] = header.trim().split(/\s+/);
  if (scheme?.toLowerCase() !== 'bearer' || !token || rest.length > 0) {
    throw new Refusal('unauthenticated', 'Expected `Authorization: Bearer <token>`.');
  }
  return token;
}
