import type { Pool } from 'pg';

/**
 * The readiness of a relay, leader or standby. An unavailable broker is a detail, which does not make it unready.
 * @throws while the database is unavailable
 */
export async function relayReadiness(pool: Pool, holder: string): Promise<Readonly<Record<string, unknown>>> {
  const { rows } = await pool.query<{ epoch: string; holder: string; alive: boolean; report: { connected?: boolean } }>(
    `select epoch, holder, expires_at > now() as alive, report from relay_lease where name = 'relay'`,
  );
  const [lease] = rows;
  if (!lease?.alive) return { leads: false, leader: null };
  const { connected, ...report } = lease.report;
  return {
    leads: lease.holder === holder,
    leader: lease.holder,
    epoch: Number(lease.epoch),
    broker: { status: connected === true ? 'ok' : 'unavailable', ...report },
  };
}
