import type { FastifyCorsOptions } from '@fastify/cors';
import type { FastifyRequest } from 'fastify';
import type { Sites } from './sites.ts';

/**
 * Matches the raw URL, because a preflight has no route and so no parameters. Other spellings of a site do not count.
 */
const siteInAddress = /^\/v1\/sites\/([a-z0-9-]{1,63})(?:[/?]|$)/;

/**
 * CORS: routes of a site may be called by pages on the site's own origins and ALLOWED_ORIGINS, other routes such as the
 * widget's script by pages of every site.
 */
export function corsBySite(sites: Sites, common: FastifyCorsOptions) {
  if (sites.allowedOrigins.includes('*')) return { ...common, origin: '*' };
  return {
    delegator: (request: FastifyRequest, answer: (error: Error | null, options: FastifyCorsOptions) => void): void => {
      const [, site] = siteInAddress.exec(request.url) ?? [];
      const origins = site === undefined ? sites.everyOrigin : sites.originsOf(site);
      answer(null, { ...common, origin: [...origins] });
    },
  };
}
