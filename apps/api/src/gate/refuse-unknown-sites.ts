import type { FastifyRequest } from 'fastify';
import { SiteId } from '#contracts/identifiers';
import { Refusal } from '#contracts/refusal';
import { routeOf } from '../routes/route.ts';
import type { Sites } from '../sites/sites.ts';

type SiteRequest = FastifyRequest<{ Params: { site?: string } | undefined }>;

/**
 * Fastify's `onRequest`: the one place where a site that nobody made, or whose name can be none, is a place that does
 * not exist. It comes before the body is read and before anybody asks who is calling, so that the answer is the same
 * for everybody and nothing is written, not even a limit's count.
 */
export const refuseUnknownSites =
  (sites: Sites) =>
  async (request: SiteRequest): Promise<void> => {
    const site = request.params?.site;
    if (site === undefined || sites.has(site) || routeOf(request)?.description.makesSite) return;
    if (!SiteId.safeParse(site).success || !(await sites.exists(site))) throw new Refusal('not-found');
  };
