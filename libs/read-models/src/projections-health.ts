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

/** How far a projection is behind the log's end. */
export interface ProjectionLag {
  readonly name: string;
  /** In positions. */
  readonly events: number;
  /** The age of the oldest event that it has not applied; 0 where there is none. */
  readonly seconds: number;
}

/** How far each projection of a database is behind. */
export async function projectionLags(pool: Pool, log: ReadableLog): Promise<readonly ProjectionLag[]> {
  const [head, standings] = await Promise.all([log.head(), readStandings(pool)]);
  return Promise.all(
    standings.map(async ({ name, position }) => {
      const events = Math.max(0, head - position);
      return { name, events, seconds: events === 0 ? 0 : (await oldestAgeMs(log, position)) / 1000 };
    }),
  );
}

/** How the projections of a database are, by their names; `head` is the log's last position. */
export async function projectionsHealth(
  pool: Pool,
  log: ReadableLog,
): Promise<{ head: string; projections: Readonly<Record<string, ProjectionHealth>> }> {
  const [head, standings] = await Promise.all([log.head(), readStandings(pool)]);
  const described = standings.map(async ({ name, position, status, quietMs }) => {
    const lag = Math.max(0, head - position);
    const stalled = lag > 0 && quietMs >= patienceMs && (await oldestAgeMs(log, position)) >= patienceMs;
    return [name, { status, lag, stalled }] as const;
  });
  return { head: String(head), projections: Object.fromEntries(await Promise.all(described)) };
}

/** How long the first event behind a position has waited: after a quiet night the checkpoint is old, and the first event of the morning is not. */
async function oldestAgeMs(log: ReadableLog, position: number): Promise<number> {
  const [oldest] = await log.readAfter(position, 1);
  return oldest ? Math.max(0, Date.now() - oldest.recordedAt.getTime()) : 0;
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
