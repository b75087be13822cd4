import type { ClientBase } from 'pg';

/**
 * Returns those of these subjects whose key was destroyed. EventLog.open may use a cached key for a second; this always
 * queries the database.
 */
export async function erasedAmong(
  connection: Pick<ClientBase, 'query'>,
  subjectIds: readonly string[],
): Promise<Set<string>> {
  if (subjectIds.length === 0) return new Set();
  const { rows } = await connection.query<{ subjectId: string }>({
    name: 'erased-among',
    text: 'select subject_id as "subjectId" from subject_keys where subject_id = any ($1) and erased_at is not null',
    values: [subjectIds],
  });
  return new Set(rows.map(({ subjectId }) => subjectId));
}
