import type { Pool } from 'pg';
import { z } from 'zod';
import { ErasureAnswer, KeptRestriction } from '#contracts/person-answers';
import { SiteId, Uuid } from '#contracts/identifiers';

/**
 * One exported entry of the ledger: enough to erase the person again in a restored database and to keep the same
 * restrictions.
 */
export const ErasureEntry = z.object({
  authorId: Uuid,
  site: SiteId,
  requestedBy: z.enum(['author', 'admin']),
  requestedAt: z.iso.datetime(),
  kept: z.array(KeptRestriction).optional(),
});
export type ErasureEntry = z.infer<typeof ErasureEntry>;

export interface LedgerRow {
  readonly entry: ErasureEntry;
  readonly completedAt: Date | null;
  readonly report: ErasureAnswer | null;
}

/**
 * Records an erasure before anything is erased. From then on it will be completed, even after a crash. A completed
 * erasure becomes incomplete again, because it is repeated after a backup was restored.
 */
export async function recordErasure(
  pool: Pool,
  { authorId, site, requestedBy, requestedAt }: ErasureEntry,
): Promise<void> {
  await pool.query(
    `insert into erasures (subject_id, site_id, requested_by, requested_at) values ($1, $2, $3, $4)
     on conflict (subject_id) do update set completed_at = null`,
    [authorId, site, requestedBy, requestedAt],
  );
}

/** Records what is kept before its sources are erased, so that an interrupted erasure can still report it. */
export async function noteKept(pool: Pool, authorId: string, kept: readonly KeptRestriction[]): Promise<void> {
  await pool.query('update erasures set kept = $2 where subject_id = $1', [authorId, JSON.stringify(kept)]);
}

/** Returns undefined if the erasure has not yet determined what is kept. */
export async function findKept(pool: Pool, authorId: string): Promise<KeptRestriction[] | undefined> {
  const { rows } = await pool.query<{ kept: unknown }>('select kept from erasures where subject_id = $1', [authorId]);
  return z
    .array(KeptRestriction)
    .optional()
    .parse(rows[0]?.kept ?? undefined);
}

export async function keepReport(pool: Pool, report: ErasureAnswer): Promise<void> {
  await pool.query('update erasures set report = $2, completed_at = $3 where subject_id = $1', [
    report.authorId,
    JSON.stringify(report),
    report.completedAt,
  ]);
}

export async function findErasure(pool: Pool, site: string, authorId: string): Promise<LedgerRow | undefined> {
  const { rows } = await pool.query<StoredRow>(`${select} where subject_id = $1 and site_id = $2`, [authorId, site]);
  return rows[0] && toLedgerRow(rows[0]);
}

/** Reads an entry without parsing its report, which may be from another version. */
export async function findEntry(pool: Pool, authorId: string): Promise<ErasureEntry | undefined> {
  const { rows } = await pool.query<StoredRow>(`${select} where subject_id = $1`, [authorId]);
  return rows[0] && toEntry(rows[0]);
}

export async function allErasures(pool: Pool): Promise<ErasureEntry[]> {
  const { rows } = await pool.query<StoredRow>(`${select} order by requested_at, subject_id`);
  return rows.map(toEntry);
}

interface StoredRow {
  readonly subject_id: string;
  readonly site_id: string;
  readonly requested_by: 'author' | 'admin';
  readonly requested_at: Date;
  readonly completed_at: Date | null;
  readonly report: unknown;
  readonly kept: KeptRestriction[] | null;
}

const select = 'select subject_id, site_id, requested_by, requested_at, completed_at, report, kept from erasures';

const toEntry = (row: StoredRow): ErasureEntry => ({
  authorId: row.subject_id,
  site: row.site_id,
  requestedBy: row.requested_by,
  requestedAt: row.requested_at.toISOString(),
  ...(row.kept && row.kept.length > 0 && { kept: row.kept }),
});

const toLedgerRow = (row: StoredRow): LedgerRow => ({
  entry: toEntry(row),
  completedAt: row.completed_at,
  report: row.report === null ? null : ErasureAnswer.parse(row.report),
});
