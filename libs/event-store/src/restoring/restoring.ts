import type { Pool } from 'pg';
import type { LogIdentity } from '#contracts/log-identity';
import { StartupError } from '#platform/startup-error';

/**
 * Refuses to use a log whose restore is running or was interrupted, because it is not consistent with Kafka yet.
 * @throws StartupError
 */
export async function refuseUnfinishedRestore(database: Pick<Pool, 'query'>): Promise<void> {
  const { rows } = await database.query<{ unfinished: boolean }>(
    'select settled_at is null as unfinished from log_epochs order by epoch desc limit 1',
  );
  if (rows[0]?.unfinished)
    throw new StartupError('a restore of this database was begun and not finished: run `colloquy restore` again');
}

/** The position and epoch with which a log continues after a restore. */
export interface RestoredEpoch {
  /** The last position up to which the log and the published events agree. */
  readonly validUntil: number;
  /** The highest position known to be assigned; new events get later ones. */
  readonly seen: number;
  /** The newest epoch that was published; 0 if unknown. */
  readonly newestSeen: number;
}

/**
 * Begins an epoch that is open until `finishRestore`. Returns its number. Holds the log's lock until the transaction
 * ends.
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
 * Returns the state before a restore: the settled epochs, and the position up to which an unfinished epoch is valid;
 * null if all are settled.
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

/** Returns the ids of the events at these positions. Positions without an event are skipped. */
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
