import type { Pool } from 'pg';

/** Events; the locks of one statement hold up nobody. */
const chunk = 1000;

/**
 * Drops a subject's key: from the commit on nobody can read what was sealed under it, here, in Kafka or in a backup of
 * the log, and append refuses personal data of the subject. Harmless to repeat.
 */
export async function eraseSubjectKey(pool: Pool, subjectId: string, siteId: string): Promise<void> {
  await pool.query('select erase_subject_key($1, $2)', [subjectId, siteId]);
}

export async function isSubjectErased(pool: Pool, subjectId: string): Promise<boolean> {
  const text = 'select exists (select from subject_keys where subject_id = $1 and erased_at is not null) as erased';
  const { rows } = await pool.query<{ erased: boolean }>(text, [subjectId]);
  return rows[0]?.erased === true;
}

/**
 * Nulls the unreadable rest of a subject's data at some positions of the log, and answers in how many events. Harmless
 * to repeat.
 */
export async function clearSealedAt(pool: Pool, subjectId: string, positions: readonly number[]): Promise<number> {
  let cleared = 0;
  for (let from = 0; from < positions.length; from += chunk) {
    const result = await pool.query<{ cleared: number }>('select clear_sealed_at($1, $2) as cleared', [
      subjectId,
      positions.slice(from, from + chunk),
    ]);
    cleared += result.rows[0]?.cleared ?? 0;
  }
  return cleared;
}

/**
 * Nulls everything sealed in these streams, whoever it belongs to, and answers in how many events. Harmless to repeat.
 */
export async function clearSealedIn(pool: Pool, streamIds: readonly string[]): Promise<number> {
  const { rows } = await pool.query<{ cleared: number }>('select clear_sealed_in($1) as cleared', [streamIds]);
  return rows[0]?.cleared ?? 0;
}
