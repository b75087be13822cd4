import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { Logger } from '#platform/logger';
import type { Projection } from '#read-models/projection';
import { dropUnfinished, dropUnused } from './drop-unused';
import { describeFailure } from './failure';
import { AlreadyUnderWay, takeTurn } from './name-lock';

interface Parts {
  readonly pool: Pool;
  readonly logger: Logger;
  readonly projections: readonly Projection[];
  readonly signal: AbortSignal;
}

/** Milliseconds. */
const pause = 60_000;

/** Drops, every minute, tables that nobody reads: those that a dump held when others took their place, and those that a builder left who does not come again. */
export async function clearAwayUnused({ pool, logger, projections, signal }: Parts): Promise<void> {
  for (;;) {
    await delay(pause, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    for (const { name } of projections) {
      try {
        await dropUnused(pool, name);
        await dropAbandoned(pool, name);
      } catch (error) {
        logger.warn({ projection: name, error: describeFailure(error) }, 'unused tables not dropped, trying again');
      }
    }
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

/** Not moved for an hour: a builder that failed comes again within a minute, and one that indexes has the turn. */
async function abandoned(pool: Pool, name: string): Promise<number[]> {
  const { rows } = await pool.query<{ generation: number }>(
    `select generation from projection_checkpoints
     where name = $1 and status = 'building' and updated_at < clock_timestamp() - interval '1 hour'`,
    [name],
  );
  return rows.map(({ generation }) => generation);
}

function unlessUnderWay(error: unknown): undefined {
  if (!(error instanceof AlreadyUnderWay)) throw error;
}
