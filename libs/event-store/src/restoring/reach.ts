import { DatabaseError, type Pool } from 'pg';
import { StartupError } from '#platform/startup-error';

/**
 * Throws StartupError where a reader has seen more than the log holds: the log lost its tail, and would give the same
 * positions to other events, which the reader would then never see. `reach`: EventLog.reach().
 */
export function refuseCheckpointBeyondLog(name: string, checkpoint: number, reach: number): void {
  if (checkpoint <= reach) return;
  throw new StartupError(
    `${name} has seen the events up to position ${checkpoint}, but the log ends at ${reach}: the database was restored from a backup, ` +
      'or failed over to a server that lacked its last events. If those cannot be brought back, stop the service and run `colloquy restore`',
  );
}

/**
 * How far the log reaches: the position of its last event, or the one an operator bumped it to. It differs from the
 * head only between a bump and the next event.
 */
export async function readReach(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ reach: string }>('select event_log_reach() as reach');
  return Number(rows[0]?.reach);
}

/**
 * Has new events get positions behind `to` (and behind whatever the log gave out itself), and lets readers with
 * checkpoints up to there start again. Answers the position that was bumped to. What the log lost stays lost.
 * @throws BumpRefused beyond any position that a log can have lost
 */
export async function bumpPosition(pool: Pool, to: number): Promise<number> {
  const bumping = pool.query<{ position: string }>('select bump_position($1) as position', [to]);
  const { rows } = await bumping.catch((error: unknown) => {
    throw error instanceof DatabaseError && error.code === outOfRange ? new BumpRefused(error.message) : error;
  });
  return Number(rows[0]?.position);
}

const outOfRange = '22003';

/** Positions cannot be bumped so far; the message, one line, says why. */
export class BumpRefused extends Error {
  override readonly name = 'BumpRefused';
}

/**
 * Takes the last bump back, where nothing was appended behind it; `keep` and all before it stay given out. Answers
 * where new positions begin behind now; null where there is no such bump.
 */
export async function undoBump(pool: Pool, keep: number): Promise<number | null> {
  const { rows } = await pool.query<{ position: string | null }>('select undo_bump($1) as position', [keep]);
  return rows[0]?.position == null ? null : Number(rows[0].position);
}
