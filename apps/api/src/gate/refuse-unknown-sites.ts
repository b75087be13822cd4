import type { FastifyRequest } from 'fastify';
import { SiteId } from '#contracts/identifiers';
import { Refusal } from '#contracts/refusal';
import { routeOf } from '../routes/route.ts';
import type { Sites } from '../sites/sites.ts';

type SiteRequest = FastifyRequest<{ Params: { site?: string } | undefined }>;

/**
 * Fastify's `onRequest` hook: answers 404 for sites that do not exist or have an invalid name. It runs before the body
 * is read and the caller is identified, so that the answer is the same for every caller and nothing is written, not
 * even a rate limit's count.
 */
export const refuseUnknownSites =
  (sites: Sites) =>
  async (request: SiteRequest): Promise<void> => {
    const site = request.params?.site;
    if (site === undefined || sites.has(site) || routeOf(request)?.description.makesSite) return;
    if (!SiteId.safeParse(site).success || !(await sites.exists(site))) throw new Refusal('not-found');
  };
