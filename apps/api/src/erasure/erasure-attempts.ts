import type { Pool } from 'pg';

/** The ledger's row when an attempt begins. */
export interface BegunAttempt {
  readonly attempts: number;
  /** As stored, possibly by an older version. */
  readonly report: unknown;
}

/**
 * Doubles from 1 s to 5 min, with up to 50 % random reduction. Also set when an attempt begins, so that an attempt that
 * crashes its process is not repeated at once by the next process.
 */
const pause = (attempts: string): string =>
  `least(interval '5 minutes', interval '1 second' * power(2, least(${attempts}, 10))) * (0.5 + random() / 2)`;

/**
 * Counts an attempt. Returns undefined if the erasure is complete or, with `whenDue`, no longer due because another
 * process was first.
 */
export async function beginAttempt(
  pool: Pool,
  authorId: string,
  { whenDue }: { whenDue: boolean },
): Promise<BegunAttempt | undefined> {
  const { rows } = await pool.query<BegunAttempt>(
    `update erasures set attempts = attempts + 1, next_attempt_at = now() + ${pause('attempts')}
     where subject_id = $1 and completed_at is null and (not $2 or next_attempt_at <= now())
     returning attempts, report`,
    [authorId, whenDue],
  );
  return rows[0];
}

/** Records how an attempt ended that did not complete the erasure. */
export async function noteAttempt(
  pool: Pool,
  authorId: string,
  { step, error }: { step: string; error: string },
): Promise<void> {
  await pool.query(
    `update erasures set last_error = $2, last_step = $3, next_attempt_at = now() + ${pause('attempts')}
     where subject_id = $1 and completed_at is null`,
    [authorId, error, step],
  );
}

/** Makes an abandoned erasure due at once, so that another process continues it. */
export async function giveUpAttempt(pool: Pool, authorId: string): Promise<void> {
  await pool.query('update erasures set next_attempt_at = now() where subject_id = $1', [authorId]);
}

/** The authors with due erasures. More than one process works on at once, because others may already hold some. */
export async function dueErasures(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ authorId: string }>({
    name: 'due-erasures',
    text: `select subject_id as "authorId" from erasures where completed_at is null and next_attempt_at <= now()
           order by next_attempt_at limit 100`,
  });
  return rows.map(({ authorId }) => authorId);
}

/** Counts the erasures that are not complete. */
export interface ErasureBacklog {
  readonly unfinished: number;
  /** Age of the oldest request; 0 if there is none. */
  readonly oldestSeconds: number;
}

export async function erasureBacklog(pool: Pool): Promise<ErasureBacklog> {
  const { rows } = await pool.query<ErasureBacklog>({
    name: 'erasure-backlog',
    text: `select count(*)::int as unfinished,
             coalesce(extract(epoch from now() - min(requested_at)), 0)::float8 as "oldestSeconds"
           from erasures where completed_at is null`,
  });
  return rows[0] ?? { unfinished: 0, oldestSeconds: 0 };
}

const overdueAfterSeconds = 3600;

/** The backlog for the readiness answer. */
export async function erasuresHealth(pool: Pool): Promise<ErasureBacklog & { readonly overdue: boolean }> {
  const { unfinished, oldestSeconds } = await erasureBacklog(pool);
  return { unfinished, oldestSeconds: Math.round(oldestSeconds), overdue: oldestSeconds > overdueAfterSeconds };
}
