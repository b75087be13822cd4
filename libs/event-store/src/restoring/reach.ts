import { DatabaseError, type Pool } from 'pg';
import { StartupError } from '#platform/startup-error';

/**
 * Refuses a reader's checkpoint beyond the log: the log lost its last events and would give their positions to other
 * events, which the reader would then skip.
 * @param reach the result of EventLog.reach()
 * @throws StartupError
 */
export function refuseCheckpointBeyondLog(name: string, checkpoint: number, reach: number): void {
  if (checkpoint <= reach) return;
  throw new StartupError(
    `${name} has seen the events up to position ${checkpoint}, but the log ends at ${reach}: the database was restored from a backup, ` +
      'or failed over to a server that lacked its last events. If those cannot be brought back, stop the service and run `colloquy restore`',
  );
}

/**
 * Returns the position of the last event, or the one that an operator bumped the log to. It differs from the head only
 * between a bump and the next event.
 */
export async function readReach(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ reach: string }>('select event_log_reach() as reach');
  return Number(rows[0]?.reach);
}

/**
 * Makes new events start after position `to`, and after every position that the log assigned, so that readers with
 * checkpoints up to there can start again. Returns the resulting position. Lost events stay lost.
 * @throws BumpRefused if no log can have lost so many positions
 */
export async function bumpPosition(pool: Pool, to: number): Promise<number> {
  const bumping = pool.query<{ position: string }>('select bump_position($1) as position', [to]);
  const { rows } = await bumping.catch((error: unknown) => {
    throw error instanceof DatabaseError && error.code === outOfRange ? new BumpRefused(error.message) : error;
  });
  return Number(rows[0]?.position);
}

const outOfRange = '22003';

/** The log cannot be bumped that far. The message, one line, contains the reason. */
export class BumpRefused extends Error {
  override readonly name = 'BumpRefused';
}

/**
 * Undoes the last bump if no event was appended after it. Positions up to `keep` stay in use. Returns the position that
 * new events follow, or null if there is no such bump.
 */
export async function undoBump(pool: Pool, keep: number): Promise<number | null> {
  const { rows } = await pool.query<{ position: string | null }>('select undo_bump($1) as position', [keep]);
  return rows[0]?.position == null ? null : Number(rows[0].position);
}
