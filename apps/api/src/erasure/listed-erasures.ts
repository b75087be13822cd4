import type { Pool } from 'pg';
import type { ErasureStep } from './erasure-run.ts';
import { personalReadModels } from './readable-rows.ts';

/** An entry of the ledger as an operator sees it: ids and times. */
export interface ListedErasure {
  readonly authorId: string;
  readonly site: string;
  readonly requestedAt: Date;
  /** Null: it goes on. */
  readonly completedAt: Date | null;
  readonly attempts: number;
  readonly nextAttemptAt: Date;
  /** An SQLSTATE or the name of an error; `still-readable`, `read-models-behind`; null where no attempt failed. */
  readonly lastError: string | null;
  /** What is still to be done or waited for; empty where it is complete. */
  readonly left: readonly string[];
  readonly overdue: boolean;
}

/** Those that are not complete, the oldest first; or all. */
export async function listErasures(pool: Pool, { all = false } = {}): Promise<ListedErasure[]> {
  const { rows } = await pool.query<Row>(list, [all, personalReadModels]);
  return rows.map(({ step, stillReadable, behind, ...listed }) => ({
    ...listed,
    left: listed.completedAt === null ? whatIsLeft(listed.lastError, step, { stillReadable, behind }) : [],
  }));
}

/** Has any running process attempt it at once. False where there is no such erasure that is not complete. */
export async function retryErasure(pool: Pool, authorId: string): Promise<boolean> {
  const text = 'update erasures set next_attempt_at = now() where subject_id::text = $1 and completed_at is null';
  return ((await pool.query(text, [authorId.toLowerCase()])).rowCount ?? 0) > 0;
}

interface Row extends Omit<ListedErasure, 'left'> {
  readonly step: string | null;
  readonly stillReadable: number | null;
  readonly behind: readonly string[];
}

const steps: readonly ErasureStep[] = [
  ...(['close', 'keep', 'key', 'comments', 'addresses', 'claims', 'identity', 'sealed', 'look'] as const),
];

function whatIsLeft(
  lastError: string | null,
  step: string | null,
  { stillReadable, behind }: Pick<Row, 'stillReadable' | 'behind'>,
): readonly string[] {
  if (lastError === 'read-models-behind')
    return behind.length > 0 ? behind.map((model) => `read model ${model}`) : ['look'];
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
    ) as behind
  from erasures where $1 or completed_at is null
  order by requested_at, subject_id`;
