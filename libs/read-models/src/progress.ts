import type { Pool } from 'pg';

/** Where a read model stands: which generation of its tables readers see, and up to which position of the log. */
export interface Progress {
  readonly generation: number;
  readonly position: number;
  /** `stopped`: at an event it cannot apply; an operator has to look. */
  readonly status: 'active' | 'stopped';
}

/** How far every read model has come, by its name, in one query. */
export async function readProgress(pool: Pool): Promise<Map<string, Progress>> {
  const { rows } = await pool.query<Progress & { name: string }>({
    name: 'read-progress',
    text: `select name, generation, position, status from projection_checkpoints where status in ('active', 'stopped')`,
  });
  return new Map(
    rows.map(({ name, generation, position, status }) => [name, { generation, position: Number(position), status }]),
  );
}
