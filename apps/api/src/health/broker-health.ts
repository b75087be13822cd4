import type { Pool } from 'pg';
import { readRelayReport, relayFaults } from '#messaging/relay-report';
import type { HealthCheck } from '#platform/health/health';

/** The check where no broker is configured. */
export const noBroker = (): HealthCheck => ({
  name: 'broker',
  read: async () => ({ details: { broker: { status: 'unused' } } }),
});

/** Shows the leading relay's report about itself and the brokers. */
export const brokerAsReported = (probes: Pool): HealthCheck => ({
  name: 'broker',
  read: async () => {
    const relay = await readRelayReport(probes);
    const { report, status, leader, epoch } = relay;
    const broker = { ...report, status, leader, ...(epoch !== undefined && { epoch }) };
    return { details: { broker }, reasons: relayFaults(relay) };
  },
});
