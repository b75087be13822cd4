import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Refusal } from '#contracts/refusal';
import { type ApiDependencies, Given } from '../foundation/api-dependencies.ts';
import { isFromOwnOrigin } from '../desk/own-origin.ts';
import { Sites } from '../sites/sites.ts';

type SiteRequest = FastifyRequest<{ Params: { site?: string } }>;

/**
 * Refuses what a page of somebody else's has its visitors' browsers send without asking: a form, or a POST without a
 * body. JSON and every other method is not for this guard, since browsers ask first (CORS), and are told which origins
 * may.
 */
@Injectable()
export class OriginGuard implements CanActivate {
  constructor(
    private readonly sites: Sites,
    @Given() private readonly given: Pick<ApiDependencies, 'publicUrl'>,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<SiteRequest>();
    const { origin } = request.headers;
    if (!isSentUnasked(request) || isFromOwnOrigin(request, this.given.publicUrl)) return true;
    if (origin !== undefined && this.sites.names(origin, request.params.site)) return true;
    throw new Refusal('cross-site');
  }
}

/** What Fetch calls a simple request, and may change something. */
const isSentUnasked = ({ method, headers }: FastifyRequest): boolean =>
  method === 'POST' && headers['content-type']?.split(';')[0]?.trim().toLowerCase() !== 'application/json';
