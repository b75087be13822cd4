import type { Pool } from 'pg';
import type { LogIdentity } from '#contracts/log-identity';
import { StartupError } from '#platform/startup-error';

/**
 * Throws StartupError while a restore is under way, or was broken off: the log may be served, and published, when it is
 * finished.
 */
export async function refuseUnfinishedRestore(database: Pick<Pool, 'query'>): Promise<void> {
  const { rows } = await database.query<{ unfinished: boolean }>(
    'select settled_at is null as unfinished from log_epochs order by epoch desc limit 1',
  );
  if (rows[0]?.unfinished)
    throw new StartupError('a restore of this database was begun and not finished: run `colloquy restore` again');
}

/** Where a log goes on after a restore. */
export interface RestoredEpoch {
  /** The last position up to which the log and whatever was published agree. */
  readonly validUntil: number;
  /** Positions up to there were given out, whatever became of them: new events get positions behind. */
  readonly seen: number;
  /** The newest epoch that was published; 0 where nobody knows. */
  readonly newestSeen: number;
}

/**
 * Begins an epoch that is not settled until `finishRestore`. Answers its number. Takes the log's lock until the
 * transaction ends.
 */
export async function beginRestore(
  transaction: Pick<Pool, 'query'>,
  { validUntil, seen, newestSeen }: RestoredEpoch,
): Promise<number> {
  const { rows } = await transaction.query<{ epoch: number }>('select begin_restore($1, $2, $3) as epoch', [
    ...[validUntil, seen, newestSeen],
  ]);
  return Number(rows[0]?.epoch);
}

export async function finishRestore(pool: Pick<Pool, 'query'>): Promise<void> {
  await pool.query('select finish_restore()');
}

/**
 * What a restore begins with: the epochs that are settled, and how far those that are not were to be valid; null where
 * all are settled.
 */
export async function readSettled(
  pool: Pick<Pool, 'query'>,
): Promise<{ readonly identity: LogIdentity; readonly begun: number | null }> {
  const { rows } = await pool.query<{ logId: string; epoch: number; after: string; settled: boolean }>(
    `select log_id as "logId", epoch, after_position as after, settled_at is not null as settled
     from log_identity, log_epochs order by epoch`,
  );
  const begun = rows.filter(({ settled }) => !settled).map(({ after }) => Number(after));
  return {
    identity: {
      logId: String(rows[0]?.logId),
      epochs: rows.flatMap(({ epoch, after, settled }) => (settled ? [{ epoch, after: Number(after) }] : [])),
    },
    begun: begun.length === 0 ? null : Math.min(...begun),
  };
}

/** The ids of the events at these positions; where there is no event, there is none. */
export async function eventIdsAt(
  pool: Pick<Pool, 'query'>,
  positions: readonly number[],
): Promise<Map<number, string>> {
  const { rows } = await pool.query<{ position: string; id: string }>({
    name: 'event-ids-at',
    text: 'select position, event_id as id from events where position = any ($1)',
    values: [positions],
  });
  return new Map(rows.map(({ position, id }) => [Number(position), id]));
}
