import type { Pool } from 'pg';
import type { Logger } from '#platform/logger';
import type { Projection } from '#read-models/projection';
import { describeFailure } from './failure';
import { AlreadyUnderWay } from './name-lock';
import { rebuild } from './rebuild';
import type { Log } from './shared-reading';

/** Small, so that a process that serves readers too answers them in between. */
const batchSize = 500;

/** Replaces the tables of read models whose definition changed with the code. A failure leaves the old ones in place. */
export async function rebuildOutdated(
  outdated: readonly Projection[],
  options: { pool: Pool; eventLog: Log; logger: Logger; signal: AbortSignal },
): Promise<void> {
  const { logger, ...rest } = options;
  for (const projection of outdated) {
    if (rest.signal.aborted) return;
    const { name } = projection;
    try {
      logger.info({ projection: name }, 'read model has another definition now, building it anew');
      await rebuild([projection], { ...rest, batchSize });
      logger.info({ projection: name }, 'read model built anew');
    } catch (error) {
      if (rest.signal.aborted) return;
      const level = error instanceof AlreadyUnderWay ? 'info' : 'error';
      logger[level](
        { projection: name, error: describeFailure(error) },
        'read model not built anew, the old one stays',
      );
    }
  }
}
