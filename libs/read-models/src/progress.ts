import type { Pool } from 'pg';

/** The progress of a read model: the generation of its tables that readers see, and its position in the log. */
export interface Progress {
  readonly generation: number;
  readonly position: number;
  /** `stopped`: at an event that it cannot apply; an operator must act. */
  readonly status: 'active' | 'stopped';
}

/** Returns the progress of every read model, by name, in one query. */
export async function readProgress(pool: Pool): Promise<Map<string, Progress>> {
  const { rows } = await pool.query<Progress & { name: string }>({
    name: 'read-progress',
    text: `select name, generation, position, status from projection_checkpoints where status in ('active', 'stopped')`,
  });
  return new Map(
    rows.map(({ name, generation, position, status }) => [name, { generation, position: Number(position), status }]),
  );
}
