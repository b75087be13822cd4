import type { Pool } from 'pg';

/**
 * Lets so many minutes pass, as far as the times in a database say: events were recorded, and checkpoints moved, so
 * much longer ago.
 */
export async function letMinutesPass(pool: Pool, minutes: number): Promise<void> {
  const client = await pool.connect();
  try {
    // Nobody else may change what was recorded: a trigger sees to that.
    await client.query(`begin; set local session_replication_role = replica`);
    await client.query(`update events set recorded_at = recorded_at - make_interval(mins => $1)`, [minutes]);
    for (const table of ['projection_checkpoints', 'relay_checkpoint']) {
      await client.query(`update ${table} set updated_at = updated_at - make_interval(mins => $1)`, [minutes]);
    }
    await client.query('commit');
  } finally {
    client.release();
  }
}
