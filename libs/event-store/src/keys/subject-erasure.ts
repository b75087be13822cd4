import type { Pool } from 'pg';

/** Number of events. One statement locks so few rows that appends are not delayed. */
const chunk = 1000;

/**
 * Destroys a subject's key. From the commit on, data sealed under it is unreadable here, in Kafka and in copies without
 * the key, and appends with personal data of the subject are refused. Repeating it is harmless.
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
 * Sets the unreadable sealed data of a subject at these positions to null. Returns the number of events changed.
 * Repeating it is harmless.
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
 * Sets the sealed data of all subjects in these streams to null. Returns the number of events changed.
 * Repeating it is harmless.
 */
export async function clearSealedIn(pool: Pool, streamIds: readonly string[]): Promise<number> {
  const { rows } = await pool.query<{ cleared: number }>('select clear_sealed_in($1) as cleared', [streamIds]);
  return rows[0]?.cleared ?? 0;
}
