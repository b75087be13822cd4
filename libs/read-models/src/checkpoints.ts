import type { Pool } from 'pg';
import { inTransaction } from '#platform/transaction';
import { schemaOf, searchPath } from './generations.ts';
import type { Transaction } from './projection.ts';
import { beginFrom, isSource, refuseOtherSource, type FencedSource } from './source-fence.ts';

/** The progress of one generation of a projection. */
export interface Checkpoint {
  readonly generation: number;
  readonly definition: string;
  readonly status: 'building' | 'active' | 'stopped';
  readonly position: number;
  readonly stoppedAt: number | null;
  readonly error: string | null;
}

/** Returns the checkpoint of the generation that readers see, or null before there is one. */
export async function servingCheckpoint(pool: Pool, name: string): Promise<Checkpoint | null> {
  const { rows } = await pool.query<Checkpoint>({
    name: 'serving-checkpoint',
    text: `
      select generation, definition, status, position, stopped_at as "stoppedAt", error
      from projection_checkpoints where name = $1 and status in ('active', 'stopped')`,
    values: [name],
  });
  return rows[0] ? { ...rows[0], position: Number(rows[0].position) } : null;
}

/** A range of the log: its end, and a function that applies its events; null if the projection handles none of them. */
export interface Stretch {
  readonly end: number;
  readonly apply: ((transaction: Transaction) => Promise<void>) | null;
}

/**
 * Applies a range of the log and moves the checkpoint to its end, in one transaction, so that each event takes effect
 * exactly once even after a crash. The commit does not wait for the disk: if rows and checkpoint are lost, they are
 * lost together, and the log repeats them.
 * @returns false if another process has moved the checkpoint; then nothing was done
 * @throws OtherSource if projectors take events from Kafka now; then nothing was done
 */
export async function applyStretch(
  pool: Pool,
  name: string,
  from: Checkpoint,
  { end, apply }: Stretch,
): Promise<boolean> {
  const move = moveCheckpoint(name, from, end);
  // tables that are still being built always take events from the log
  const fence = from.status === 'building' ? {} : ({ source: 'log' } as const);
  if (apply === null) return moved(pool, move, from);
  const schema = schemaOf(name, from.generation);
  return inLazyTransaction(
    pool,
    async (transaction) => {
      // First, because it takes the lock: a process that was overtaken does nothing.
      if (!(await moved(transaction, move, from))) return false;
      await apply(transaction);
      return true;
    },
    { schema, ...fence },
  );
}

async function moved(
  connection: Pick<Pool, 'query'>,
  move: ReturnType<typeof moveCheckpoint>,
  { status }: Checkpoint,
): Promise<boolean> {
  if ((await connection.query(move)).rowCount === 1) return true;
  if (status !== 'building') await refuseOtherSource(connection, 'log');
  return false;
}

/**
 * Runs statements in one transaction whose commit does not wait for the disk. Only for data that the log can repeat.
 * @param schema searched first for unqualified names
 * @param source the source of the events, if it applies any
 */
export async function inLazyTransaction<T>(
  pool: Pool,
  work: (transaction: Transaction) => Promise<T>,
  { schema, source }: { readonly schema?: string; readonly source?: FencedSource } = {},
): Promise<T> {
  const begin = source === undefined ? 'begin' : beginFrom(source);
  const path = schema === undefined ? '' : searchPath(schema);
  return inTransaction(pool, work, { begin: `${begin}; set local synchronous_commit = off; ${path}` });
}

/** Moves a checkpoint that is still at `from`, and keeps it locked until the transaction ends. */
const moveCheckpoint = (name: string, from: Checkpoint, to: number) => ({
  name: 'move-checkpoint',
  text: `
    with lazily as (select set_config('synchronous_commit', 'off', true))
    update projection_checkpoints set position = $5, updated_at = clock_timestamp() from lazily
    where name = $1 and generation = $2 and status = $3 and position = $4
      and (status = 'building' or ${isSource('log')})`,
  values: [name, from.generation, from.status, from.position, to],
});

/** Marks a projection as stopped before an event that it cannot apply. `error` must not contain personal data. */
export async function stopAt(
  pool: Pool,
  name: string,
  from: Checkpoint,
  failure: { position: number; error: string },
): Promise<void> {
  await pool.query(
    `update projection_checkpoints set status = 'stopped', stopped_at = $4, error = $5, updated_at = clock_timestamp()
     where name = $1 and generation = $2 and status = 'active' and position = $3`,
    [name, from.generation, from.position, failure.position, failure.error],
  );
}

/** Returns the positions that an operator told this projection, under this definition, to skip. */
export async function readSkips(pool: Pool, name: string, definition: string): Promise<Set<number>> {
  const { rows } = await pool.query<{ position: number }>(
    'select position from projection_skips where name = $1 and definition = $2',
    [name, definition],
  );
  return new Set(rows.map((row) => Number(row.position)));
}

/**
 * Resumes a stopped projection: it retries its event, or skips it permanently if `skip` is its position. Also resumes a
 * rebuild that is stopped at that event.
 * @throws Error if it is not stopped, or stopped at another event
 */
export async function resume(pool: Pool, name: string, skip: number | null): Promise<Stopped> {
  return inLazyTransaction(pool, async (transaction) => {
    const { rows } = await transaction.query<Stopped>(
      `select definition, stopped_at as "stoppedAt", error from projection_checkpoints where name = $1 and status = 'stopped' for update`,
      [name],
    );
    const stopped = rows[0] ?? (await stoppedRebuild(transaction, name));
    if (!stopped) throw new Error(`the read model ${name} is not stopped`);
    const at = Number(stopped.stoppedAt);
    if (skip !== null && skip !== at)
      throw new Error(`the read model ${name} is stopped at position ${at}, not at ${skip}`);
    if (skip !== null) await recordSkip(transaction, name, stopped);
    await transaction.query(
      `update projection_checkpoints set status = 'active', stopped_at = null, error = null
       where name = $1 and status = 'stopped'`,
      [name],
    );
    return stopped;
  });
}

export type Stopped = Pick<Checkpoint, 'definition' | 'stoppedAt' | 'error'>;

async function stoppedRebuild(transaction: Transaction, name: string): Promise<Stopped | undefined> {
  const { rows } = await transaction.query<Stopped>(
    'select definition, stopped_at as "stoppedAt", error from projection_rebuilds where name = $1 and stopped_at is not null',
    [name],
  );
  return rows[0];
}

async function recordSkip(transaction: Transaction, name: string, stopped: Stopped): Promise<void> {
  await transaction.query(
    'insert into projection_skips (name, definition, position, error) values ($1, $2, $3, $4) on conflict do nothing',
    [name, stopped.definition, stopped.stoppedAt, stopped.error],
  );
}
