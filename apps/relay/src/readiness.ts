import type { Pool } from 'pg';

/**
 * What an operator sees of a relay, whether it leads or stands by. A broker that is away is a detail. @throws while the
 * database is away
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
