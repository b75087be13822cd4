import type { Pool } from 'pg';
import { endEverySession } from './desk/desk-sessions.ts';

/**
 * Deletes short-lived state from a restored backup: desk sessions, some of which have ended since; claims; rate limit
 * counts; and recent texts. Returns the number of ended sessions.
 */
export async function forgetMoments(pool: Pool): Promise<number> {
  const tables = ['claims', 'ended_holders', 'rate_limit_windows', 'recent_texts', 'recent_likenesses'];
  for (const table of tables) await pool.query(`delete from ${table}`);
  return endEverySession(pool);
}
