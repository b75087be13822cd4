import type { Pool } from 'pg';
import { bumpPosition } from '#event-store/checkpoint-guard';

/**
 * Has new events get positions behind everything that a relay or a read model of this database has seen, or behind `beyond`, where Kafka's consumers
 * have seen more than that. Answers what was done.
 */
export async function bump(pool: Pool, beyond = 0): Promise<string> {
  const { rows } = await pool.query<{ seen: string }>(
    `select greatest((select max(position) from relay_checkpoint), (select max(position) from projection_checkpoints), 0) as seen`,
  );
  const bumped = await bumpPosition(pool, Math.max(Number(rows[0]?.seen), beyond));
  return `new events get positions behind ${bumped}; start the service again`;
}
