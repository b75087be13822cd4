import type { FastifyRequest } from 'fastify';
import { SiteId } from '#contracts/identifiers';
import { Refusal } from '#contracts/refusal';
import type { DescribedRoute } from '../docs/openapi';
import type { Sites } from '../sites/sites';

type SiteRequest = FastifyRequest<{ Params: { site?: string } | undefined }>;

/**
 * Fastify's `onRequest`: the one place where a site that nobody made, or whose name can be none, is a place that does not exist. It comes before the body
 * is read and before anybody asks who is calling, so that the answer is the same for everybody and nothing is written, not even a limit's count.
 */
export function refuseUnknownSites(sites: Sites, routes: readonly DescribedRoute[]) {
  const makers = new Set(routes.filter(({ description }) => description?.makesSite === true).map(keyOf));
  return async (request: SiteRequest): Promise<void> => {
    const site = request.params?.site;
    if (site === undefined || sites.has(site) || makers.has(keyOf(routeOf(request)))) return;
    if (!SiteId.safeParse(site).success || !(await sites.exists(site))) throw new Refusal('not-found');
  };
}

const keyOf = ({ method, path }: Pick<DescribedRoute, 'method' | 'path'>): string => `${method.toLowerCase()} ${path}`;
const routeOf = ({ method, routeOptions: { url = '' } }: SiteRequest) => ({ method, path: url });
