import type { Pool } from 'pg';
import type { Logger } from '#platform/logger';
import { knownSites } from '#read-models/article/sites';
import type { Sites } from './sites.ts';

/**
 * Tells the operator of an older installation, once at start, which sites have articles here and do not exist: they are
 * answered with 404.
 */
export async function warnOfUnmadeSites(pool: Pool, sites: Sites, logger: Logger): Promise<void> {
  // Where no projector has ever run there is nothing to warn of, and it is no reason not to start.
  const known = await knownSites(pool).catch(() => []);
  const unmade = known.filter((site) => !sites.has(site));
  if (unmade.length === 0) return;
  logger.warn(
    { sites: unmade },
    'these sites have comments, but nobody made them: they are answered with 404 until they are named in SITES, or made by PUT /v1/sites/{site}',
  );
}
