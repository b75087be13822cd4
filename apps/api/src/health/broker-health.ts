import type { Pool } from 'pg';
import type { BrokerHealth } from '../foundation/api-dependencies.ts';

export const noBroker: BrokerHealth = async () => ({ status: 'unused' });

/** Reads the leading relay's report from the database, so that only the relay needs a connection to Kafka. */
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
