import type { Pool } from 'pg';

/**
 * Simulates that minutes pass by moving the times in a database into the past: those of events and those of
 * checkpoints.
 */
export async function letMinutesPass(pool: Pool, minutes: number): Promise<void> {
  const client = await pool.connect();
  try {
    // A trigger forbids changes of recorded events; the role `replica` skips it.
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
