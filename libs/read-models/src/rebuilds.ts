import type { Pool } from 'pg';
import type { Transaction } from './projection.ts';

/** A definition that a read model could not be built by. */
export interface FailedRebuild {
  readonly name: string;
  readonly definition: string;
  /** Must not contain personal data. */
  readonly error: string;
  /** The event that cannot be applied, if that is the cause. */
  readonly stoppedAt: number | null;
}

/** Counts a failure, visible to operators in every process. Failures of other definitions are deleted. */
export async function noteFailedRebuild(pool: Pool, failed: FailedRebuild): Promise<void> {
  await pool.query(
    `insert into projection_rebuilds as r (name, definition, attempts, error, stopped_at) values ($1, $2, 1, $3, $4)
     on conflict (name) do update set
       definition = excluded.definition,
       attempts = case when r.definition = excluded.definition then r.attempts else 0 end + 1,
       since = case when r.definition = excluded.definition then r.since else excluded.since end,
       error = excluded.error, stopped_at = excluded.stopped_at, updated_at = clock_timestamp()`,
    [failed.name, failed.definition, failed.error, failed.stoppedAt],
  );
}

/** Deletes the recorded failures of a read model. Call it once it is built. */
export async function forgetFailedRebuild(transaction: Transaction, name: string): Promise<void> {
  await transaction.query('delete from projection_rebuilds where name = $1', [name]);
}
