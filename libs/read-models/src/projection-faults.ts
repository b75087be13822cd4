import type { Pool } from 'pg';
import type { HealthReason } from '#contracts/health-reasons';
import type { ProjectionHealth } from './projections-health.ts';

/** Returns the reasons for which readers see old data, from the health of the projections. */
export function projectionFaults(projections: Readonly<Record<string, ProjectionHealth>>): HealthReason[] {
  const namesOf = (isFaulty: (health: ProjectionHealth) => boolean): string =>
    Object.entries(projections)
      .flatMap(([name, health]) => (isFaulty(health) ? [name] : []))
      .join(', ');
  const stopped = namesOf(({ status }) => status === 'stopped');
  const stalled = namesOf((health) => health.status !== 'stopped' && health.stalled);
  const failing = namesOf(({ rebuilding }) => rebuilding?.lastError !== undefined);
  return [
    ...reasonIf(stopped, 'projection-stopped', {
      means: 'stopped at an event that they cannot apply',
      advice: 'fix the cause, then run `npm run projector:resume -- <name>`',
    }),
    ...reasonIf(stalled, 'projection-stalled', {
      means: 'applied no event for a minute, although events are waiting',
      advice: 'look for locks in PostgreSQL and at the log of the projector',
    }),
    ...reasonIf(failing, 'rebuild-failing', {
      means: 'cannot be rebuilt, so readers see old tables',
      advice: 'read `lastError` in the answer',
    }),
  ];
}

const reasonIf = (
  names: string,
  code: HealthReason['code'],
  { means, advice }: { readonly means: string; readonly advice: string },
): HealthReason[] =>
  names === '' ? [] : [{ code, message: `These read models ${means}: ${names}. To end it, ${advice}.` }];

/** The first key of the advisory locks that projectors hold while they run. The second is that of their source. */
export const projectorLockClass = 4_206_014;

/** Returns the reason that no projector of this database runs, if so. */
export async function projectorFaults(pool: Pool): Promise<HealthReason[]> {
  if (await isProjectorRunning(pool)) return [];
  const message = 'No projector of this database is running, so readers do not see new comments: start one.';
  return [{ code: 'projector-missing', message }];
}

async function isProjectorRunning(pool: Pool): Promise<boolean> {
  const { rowCount } = await pool.query({
    name: 'projector-running',
    text: `select from pg_locks
      where locktype = 'advisory' and classid = $1 and objid > 0 and objsubid = 2 and granted
        and database = (select oid from pg_database where datname = current_database()) limit 1`,
    values: [projectorLockClass],
  });
  return rowCount === 1;
}
