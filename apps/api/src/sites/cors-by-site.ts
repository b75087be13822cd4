import type { FastifyCorsOptions } from '@fastify/cors';
import type { FastifyRequest } from 'fastify';
import type { Sites } from './sites.ts';

/** The raw address: a preflight has no route, and so no parameters. A site written in another way is none. */
const siteInAddress = /^\/v1\/sites\/([a-z0-9-]{1,63})(?:[/?]|$)/;

/**
 * Which pages may call: for what is a site's, those on the site's own origins and on ALLOWED_ORIGINS; for what is no
 * site's, such as the widget's script, those of every site.
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
