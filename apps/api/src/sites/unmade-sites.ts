import type { Pool } from 'pg';
import type { Logger } from '#platform/logger';
import { knownSites } from '#read-models/article/sites';
import type { Sites } from './sites.ts';

/**
 * Warns at start of sites that have articles but do not exist, and therefore answer 404. This concerns installations
 * from before sites had to be created.
 */
export async function warnOfUnmadeSites(pool: Pool, sites: Sites, logger: Logger): Promise<void> {
  // Fails if no projector has ever run. There is then nothing to warn of, and it must not prevent the start.
  const known = await knownSites(pool).catch(() => []);
  const unmade = known.filter((site) => !sites.has(site));
  if (unmade.length === 0) return;
  logger.warn(
    { sites: unmade },
    'these sites have comments but do not exist, so they answer 404: name them in SITES or create them with PUT /v1/sites/{site}',
  );
}
