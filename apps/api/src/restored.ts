import type { Pool } from 'pg';
import { endEverySession } from './desk/desk-sessions.ts';

/**
 * Forgets what a restored backup says of moments that are over: who was signed in to the desk, some of whom were signed
 * out since; who held which comment; what was let through by rate limits, and which texts came twice. Answers how many
 * sessions ended.
 */
export async function forgetMoments(pool: Pool): Promise<number> {
  const tables = ['claims', 'ended_holders', 'rate_limit_windows', 'recent_texts', 'recent_likenesses'];
  for (const table of tables) await pool.query(`delete from ${table}`);
  return endEverySession(pool);
}
