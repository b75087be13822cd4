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
 * Drops, every ten seconds, tables that nobody reads: those that a dump held when others took their place, those that a
 * builder left who does not come again, and those of comparisons that were killed. Nobody brings them forward, so that
 * no erasure reaches what is in them.
 */
export async function clearAwayUnused({ pool, logger, projections, signal }: Parts): Promise<void> {
  while (!signal.aborted) {
    const done = await Promise.allSettled([
      dropLeftReplays(pool, projections),
      ...projections.map(({ name }) => dropUnused(pool, name).then(() => dropAbandoned(pool, name))),
    ]);
    for (const one of done)
      if (one.status === 'rejected')
        logger.warn({ error: describeFailure(one.reason) }, 'unused tables not dropped, trying again');
    await pause(lookMs, signal);
  }
}

async function dropAbandoned(pool: Pool, name: string): Promise<void> {
  if ((await abandoned(pool, name)).length === 0) return;
  const giveTurnBack = await takeTurn(pool, name).catch(unlessUnderWay);
  if (!giveTurnBack) return;
  try {
    for (const generation of await abandoned(pool, name)) await dropUnfinished(pool, name, generation);
  } finally {
    await giveTurnBack();
  }
}

/** Not moved for ten minutes: a builder that failed comes again within a minute, and one that indexes has the turn. */
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
