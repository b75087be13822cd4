import type { Pool } from 'pg';
import type { Logger } from '#platform/logger';
import { pause } from '#platform/pause';
import type { Projection } from '#read-models/projection';
import { dropUnfinished, dropUnused } from './drop-unused.ts';
import { describeFailure } from '../apply/failure.ts';
import { dropLeftReplays } from './left-replays.ts';
import { AlreadyUnderWay, takeTurn } from './name-lock.ts';

interface Parts {
  readonly pool: Pool;
  readonly logger: Logger;
  readonly projections: readonly Projection[];
  readonly signal: AbortSignal;
}

const lookMs = 10_000;

/**
 * Drops unused tables every ten seconds: old generations that a dump had locked during the swap, tables of a builder
 * that does not come back, and tables of killed comparisons. No events are applied to such tables, so erasures would
 * not reach the data in them.
 */
export async function clearAwayUnused({ pool, logger, projections, signal }: Parts): Promise<void> {
  while (!signal.aborted) {
    const done = await Promise.allSettled([
      dropLeftReplays(pool, projections),
      ...projections.map(({ name }) => dropUnused(pool, name).then(() => dropAbandoned(pool, name))),
    ]);
    for (const one of done)
      if (one.status === 'rejected')
        logger.warn({ error: describeFailure(one.reason) }, 'could not drop unused tables, retrying');
    await pause(lookMs, signal);
  }
}

async function dropAbandoned(pool: Pool, name: string): Promise<void> {
  if ((await abandoned(pool, name)).length === 0) return;
  const releaseTurn = await takeTurn(pool, name).catch(unlessUnderWay);
  if (!releaseTurn) return;
  try {
    for (const generation of await abandoned(pool, name)) await dropUnfinished(pool, name, generation);
  } finally {
    await releaseTurn();
  }
}

/**
 * Not updated for ten minutes: a failed builder retries within a minute, and one that builds indexes holds the lock.
 */
async function abandoned(pool: Pool, name: string): Promise<number[]> {
  const { rows } = await pool.query<{ generation: number }>(
    `select generation from projection_checkpoints
     where name = $1 and status = 'building' and updated_at < clock_timestamp() - interval '10 minutes'`,
    [name],
  );
  return rows.map(({ generation }) => generation);
}

function unlessUnderWay(error: unknown): undefined {
  if (!(error instanceof AlreadyUnderWay)) throw error;
}
