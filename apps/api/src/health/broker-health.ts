import type { Pool } from 'pg';
import type { BrokerHealth } from '../foundation/api-dependencies.ts';

export const noBroker: BrokerHealth = async () => ({ status: 'unused' });

/**
 * As the relay that leads reported it, from the database alone: no process but the relay needs a connection to Kafka
 * for this.
 */
export const brokerAsReported =
  (pool: Pool): BrokerHealth =>
  async () => {
    const { rows } = await pool.query<{
      report: { connected?: boolean };
      holder: string;
      epoch: number;
      alive: boolean;
    }>({
      name: 'relay-report',
      text: `select report, holder, epoch, expires_at > now() as alive from relay_lease where name = 'relay'`,
    });
    const row = rows[0];
    if (!row) return { status: 'unavailable', leader: null };
    const { report, holder, epoch, alive } = row;
    return {
      ...report,
      status: alive && report.connected === true ? 'ok' : 'unavailable',
      leader: alive ? holder : null,
      epoch,
    };
  };
