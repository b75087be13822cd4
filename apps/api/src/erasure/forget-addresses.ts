import type { Pool } from 'pg';
import { inLazyTransaction } from '#read-models/checkpoints';
import { pepperDays } from '../addresses/peppers.ts';

/**
 * Deletes the address hashes of a person's comments and, if they reported without a token, the hash that recognises
 * them. The table lock waits for hashes that are being written. Later writes see that the person's key is gone and skip
 * the hash (`PostAddresses`).
 */
export async function forgetAddresses(pool: Pool, authorId: string, commentIds: readonly string[]): Promise<void> {
  await inLazyTransaction(pool, async (transaction) => {
    await transaction.query('lock table post_addresses in share row exclusive mode');
    await transaction.query('delete from post_addresses where comment_id = any ($1::uuid[])', [commentIds]);
    await transaction.query('delete from guest_reporters where reporter_id = $1', [authorId]);
  });
}

/**
 * Returns until when each comment can be matched with others from the same address. Comments that can no longer be
 * matched are missing.
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
