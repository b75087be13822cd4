import type { Pool } from 'pg';
import type { ErasureStep } from './erasure-run.ts';
import { personalReadModels } from './readable-rows.ts';

/** A ledger entry for operators: ids and times. */
export interface ListedErasure {
  readonly authorId: string;
  readonly site: string;
  readonly requestedAt: Date;
  /** Null while the erasure is not complete. */
  readonly completedAt: Date | null;
  readonly attempts: number;
  readonly nextAttemptAt: Date;
  /** An SQLSTATE, the name of an error, `still-readable` or `read-models-behind`. Null if no attempt failed. */
  readonly lastError: string | null;
  /** The steps still to do, or the read models still to wait for. Empty if complete. */
  readonly left: readonly string[];
  readonly overdue: boolean;
}

/** Lists the erasures that are not complete, or all, oldest first. */
export async function listErasures(pool: Pool, { all = false } = {}): Promise<ListedErasure[]> {
  const { rows } = await pool.query<Row>(list, [all, personalReadModels]);
  return rows.map(({ step, stillReadable, lagging, ...listed }) => ({
    ...listed,
    left: listed.completedAt === null ? whatIsLeft(listed.lastError, step, { stillReadable, lagging }) : [],
  }));
}

/** Makes an erasure due at once, for any running process. Returns false if it is complete or does not exist. */
export async function retryErasure(pool: Pool, authorId: string): Promise<boolean> {
  const text = 'update erasures set next_attempt_at = now() where subject_id::text = $1 and completed_at is null';
  return ((await pool.query(text, [authorId.toLowerCase()])).rowCount ?? 0) > 0;
}

interface Row extends Omit<ListedErasure, 'left'> {
  readonly step: string | null;
  readonly stillReadable: number | null;
  readonly lagging: readonly string[];
}

const steps: readonly ErasureStep[] = [
  ...(['close', 'keep', 'key', 'comments', 'addresses', 'claims', 'identity', 'sealed', 'look'] as const),
];

function whatIsLeft(
  lastError: string | null,
  step: string | null,
  { stillReadable, lagging }: Pick<Row, 'stillReadable' | 'lagging'>,
): readonly string[] {
  if (lastError === 'read-models-behind')
    return lagging.length > 0 ? lagging.map((model) => `read model ${model}`) : ['look'];
  if (lastError === 'still-readable') return [`${stillReadable ?? 0} readable`];
  const from = steps.findIndex((one) => one === step);
  return steps.slice(Math.max(0, from));
}

const list = `
  select subject_id as "authorId", site_id as site, requested_at as "requestedAt", completed_at as "completedAt",
    attempts, next_attempt_at as "nextAttemptAt", last_error as "lastError", last_step as step,
    (report ->> 'stillReadable')::int as "stillReadable",
    completed_at is null and requested_at < now() - interval '1 hour' as overdue,
    array(
      select name || ' (' || status || ' at ' || position || ')' from projection_checkpoints
      where name = any ($2) and status in ('active', 'stopped')
        and (status = 'stopped' or position < (report ->> 'position')::bigint)
      order by name
    ) as lagging
  from erasures where $1 or completed_at is null
  order by requested_at, subject_id`;
