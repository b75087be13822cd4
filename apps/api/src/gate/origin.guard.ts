import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Refusal } from '#contracts/refusal';
import { type ApiDependencies, Given } from '../foundation/api-dependencies.ts';
import { isFromOwnOrigin } from '../desk/own-origin.ts';
import { Sites } from '../sites/sites.ts';

type SiteRequest = FastifyRequest<{ Params: { site?: string } }>;

/**
 * Refuses requests that browsers send from other sites' pages without a CORS preflight: forms, and POST without a JSON
 * body. For JSON and all other methods browsers send a preflight, which CORS answers.
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
    if (!isWithoutPreflight(request) || isFromOwnOrigin(request, this.given.publicUrl)) return true;
    if (origin !== undefined && this.sites.names(origin, request.params.site)) return true;
    throw new Refusal('cross-site');
  }
}

/** True for a "simple request" of the Fetch standard that may change something. */
const isWithoutPreflight = ({ method, headers }: FastifyRequest): boolean =>
  method === 'POST' && headers['content-type']?.split(';')[0]?.trim().toLowerCase() !== 'application/json';
