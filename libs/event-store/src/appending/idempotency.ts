import type { Pool } from 'pg';
import type { IdempotentAnswer } from './append.ts';
import type { JsonObject } from '../event.ts';

export async function findIdempotent(pool: Pool, scope: string, key: string): Promise<IdempotentAnswer | undefined> {
  const { rows } = await pool.query<{ request_hash: Buffer; result: JsonObject; position: string }>({
    name: 'find_idempotent',
    text: 'select request_hash, result, position from idempotency_keys where scope = $1 and key = $2',
    values: [scope, key],
  });
  const [row] = rows;
  return row && { requestHash: row.request_hash, result: row.result, position: Number(row.position) };
}

const chunk = 1_000;

/** Removes keys that are older than 24 h, the time for which clients may rely on them. Returns their number. */
export async function pruneIdempotencyKeys(pool: Pool): Promise<number> {
  let removed = 0;
  for (;;) {
    const { rowCount } = await pool.query(pruneChunk, [chunk]);
    removed += rowCount ?? 0;
    if ((rowCount ?? 0) < chunk) return removed;
  }
}

// Concurrent processes delete different rows.
const pruneChunk = `
  delete from idempotency_keys
  where ctid = any (array(
    select ctid from idempotency_keys
    where created_at < now() - interval '24 hours'
    order by created_at limit $1
    for update skip locked
  ))`;
