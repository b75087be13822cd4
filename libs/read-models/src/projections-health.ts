import type { Pool } from 'pg';

/** What an operator sees of a projection. */
export interface ProjectionHealth {
  /** `stopped`: at an event that it cannot apply. */
  readonly status: 'active' | 'stopped';
  /** How far it is behind the log's end, in positions. */
  readonly lag: number;
  /** An event has waited for a minute, in which nothing was applied. */
  readonly stalled: boolean;
}

/** What this needs of the event log. */
interface ReadableLog {
  head(): Promise<number>;
  readAfter(position: number, limit: number): Promise<readonly { readonly recordedAt: Date }[]>;
}

const patienceMs = 60_000;

/** How the projections of a database are, by their names; `head` is the log's last position. */
export async function projectionsHealth(
  pool: Pool,
  log: ReadableLog,
): Promise<{ head: string; projections: Readonly<Record<string, ProjectionHealth>> }> {
  const [head, standings] = await Promise.all([log.head(), readStandings(pool)]);
  const described = standings.map(async ({ name, position, status, quietMs }) => {
    const lag = Math.max(0, head - position);
    const stalled = lag > 0 && quietMs >= patienceMs && (await hasWaited(log, position));
    return [name, { status, lag, stalled }] as const;
  });
  return { head: String(head), projections: Object.fromEntries(await Promise.all(described)) };
}

/** After a quiet night the checkpoint is old, and the first event of the morning is not. */
async function hasWaited(log: ReadableLog, position: number): Promise<boolean> {
  const [oldest] = await log.readAfter(position, 1);
  return oldest !== undefined && Date.now() - oldest.recordedAt.getTime() >= patienceMs;
}

async function readStandings(pool: Pool) {
  const { rows } = await pool.query<{
    name: string;
    position: string;
    status: ProjectionHealth['status'];
    quietMs: number;
  }>({
    name: 'projections-health',
    text: `
      select name, position, status,
        (extract(epoch from clock_timestamp() - updated_at) * 1000)::float8 as "quietMs"
      from projection_checkpoints where status in ('active', 'stopped') order by name`,
  });
  return rows.map((row) => ({ ...row, position: Number(row.position) }));
}
