import type { Pool } from 'pg';
import { allProjections } from './all-projections.ts';
import { definitionOf } from './generations.ts';
import type { Projection } from './projection.ts';

/** A projection's health as operators see it. */
export interface ProjectionHealth {
  /** `stopped`: at an event that it cannot apply. */
  readonly status: 'active' | 'stopped';
  /** Lag, as the number of positions to the end of the log. */
  readonly lag: number;
  /** True if an event has been waiting for a minute without progress. */
  readonly stalled: boolean;
  /**
   * Readers see tables of another definition than this code's. They are updated only if processes with that definition
   * are still running.
   */
  readonly outdated?: true;
  /** The progress of rebuilding it with this code's definition. */
  readonly rebuilding?: RebuildHealth;
}

interface RebuildHealth {
  /** The position of the new tables; undefined before they exist. */
  readonly position?: number;
  /** Number of failed attempts. */
  readonly attempts: number;
  readonly lastError?: string;
  /** The event that cannot be applied, if that is the cause. */
  readonly stoppedAt?: number;
}

/** The parts of the event log that this needs. */
interface ReadableLog {
  head(): Promise<number>;
  readAfter(position: number, limit: number): Promise<readonly { readonly recordedAt: Date }[]>;
}

const patienceMs = 60_000;

/** The distance of a projection from the end of the log. */
export interface ProjectionLag {
  readonly name: string;
  /** In positions. */
  readonly events: number;
  /** Age of the oldest event that is not applied; 0 if there is none. */
  readonly seconds: number;
  /** Readers see tables of another definition than this code's. */
  readonly isOutdated: boolean;
}

/** Returns the lag of each projection of a database. */
export async function projectionLags(
  pool: Pool,
  log: ReadableLog,
  projections: readonly Projection[] = allProjections,
): Promise<readonly ProjectionLag[]> {
  const [head, standings] = await Promise.all([log.head(), readStandings(pool)]);
  return Promise.all(
    standings.map(async ({ name, position, definition }) => {
      const events = Math.max(0, head - position);
      const seconds = events === 0 ? 0 : (await oldestAgeMs(log, position)) / 1000;
      return { name, events, seconds, isOutdated: isOutdated(projections, name, definition) };
    }),
  );
}

/** Returns the health of the projections of a database, by name; `head` is the last position of the log. */
export async function projectionsHealth(
  pool: Pool,
  log: ReadableLog,
  projections: readonly Projection[] = allProjections,
): Promise<{ head: string; projections: Readonly<Record<string, ProjectionHealth>> }> {
  const [head, standings] = await Promise.all([log.head(), readStandings(pool)]);
  const described = standings.map(async (standing) => {
    const { name, position, status, quietMs, definition } = standing;
    const lag = Math.max(0, head - position);
    const stalled = lag > 0 && quietMs >= patienceMs && (await oldestAgeMs(log, position)) >= patienceMs;
    const outdated = isOutdated(projections, name, definition);
    return [name, { status, lag, stalled, ...(outdated && { outdated, rebuilding: rebuildOf(standing) }) }] as const;
  });
  return { head: String(head), projections: Object.fromEntries(await Promise.all(described)) };
}

/** Also false for a read model that this code does not know. */
function isOutdated(projections: readonly Projection[], name: string, definition: string): boolean {
  const known = projections.find((projection) => projection.name === name);
  return known !== undefined && definitionOf(known) !== definition;
}

const rebuildOf = ({ built, attempts, lastError, failedAt }: Standing): RebuildHealth => ({
  ...(built !== null && { position: Number(built) }),
  attempts: attempts ?? 0,
  ...(lastError !== null && { lastError }),
  ...(failedAt !== null && { stoppedAt: Number(failedAt) }),
});

/**
 * Returns how long the first event after a position has been waiting. The checkpoint's own age would be misleading:
 * after a quiet night it is old, but the first event of the morning is not.
 */
async function oldestAgeMs(log: ReadableLog, position: number): Promise<number> {
  const [oldest] = await log.readAfter(position, 1);
  return oldest ? Math.max(0, Date.now() - oldest.recordedAt.getTime()) : 0;
}

interface Standing {
  readonly name: string;
  readonly definition: string;
  readonly position: number;
  readonly status: ProjectionHealth['status'];
  readonly quietMs: number;
  readonly built: number | null;
  readonly attempts: number | null;
  readonly lastError: string | null;
  readonly failedAt: number | null;
}

async function readStandings(pool: Pool): Promise<Standing[]> {
  const { rows } = await pool.query<Standing>({
    name: 'projections-health',
    text: `
      select c.name, c.definition, position, status,
        (extract(epoch from clock_timestamp() - c.updated_at) * 1000)::float8 as "quietMs",
        (select max(position) from projection_checkpoints b where b.name = c.name and b.status = 'building') as built,
        r.attempts, r.error as "lastError", r.stopped_at as "failedAt"
      from projection_checkpoints c
      left join projection_rebuilds r on r.name = c.name and r.definition <> c.definition
      where status in ('active', 'stopped') order by c.name`,
  });
  return rows.map((row) => ({ ...row, position: Number(row.position) }));
}
