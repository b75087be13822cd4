import type { Pool } from 'pg';
import { inLazyTransaction } from '#read-models/checkpoints';
import { pepperDays } from '../addresses/peppers.ts';

/**
 * Removes the hashes of where a person's comments came from, and, where they reported without a token, the hash that
 * found them again. The person's key is gone before: what is being noted is waited for, and what is noted from then on
 * knows (`PostAddresses`).
 */
export async function forgetAddresses(pool: Pool, authorId: string, commentIds: readonly string[]): Promise<void> {
  await inLazyTransaction(pool, async (transaction) => {
    await transaction.query('lock table post_addresses in share row exclusive mode');
    await transaction.query('delete from post_addresses where comment_id = any ($1::uuid[])', [commentIds]);
    await transaction.query('delete from guest_reporters where reporter_id = $1', [authorId]);
  });
}

/**
 * Until when it can be told whether another comment came from the same address as each of these; those of which it
 * cannot are missing.
 */
export async function addressesKnownUntil(
  pool: Pool,
  commentIds: readonly string[],
): Promise<{ commentId: string; knownUntil: string }[]> {
  const { rows } = await pool.query<{ commentId: string; until: Date }>(
    `select comment_id as "commentId", (max(day) + ${pepperDays})::timestamp at time zone 'utc' as until
     from post_addresses where comment_id = any ($1::uuid[]) group by comment_id order by comment_id`,
    [commentIds],
  );
  return rows.map(({ commentId, until }) => ({ commentId, knownUntil: until.toISOString() }));
}
