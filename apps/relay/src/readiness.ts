import type { Pool } from 'pg';
import { readOnlyFaults } from '#event-store/writability';
import { readRelayReport, relayFaults } from '#messaging/relay-report';
import { databaseHealth } from '#platform/health/database-health';
import type { Health, HealthCheck } from '#platform/health/health';

/**
 * The health of a relay, leader or standby.
 * @param probes connections of the health checks
 */
export const relayHealth = (pool: Pool, probes: Pool, holder: string): Health =>
  databaseHealth(pool, probes, [
    { name: 'relay', read: () => publishing(probes, holder) },
    { name: 'writes', read: async () => ({ reasons: await readOnlyFaults(probes) }) },
  ]);

async function publishing(probes: Pool, holder: string): ReturnType<HealthCheck['read']> {
  const relay = await readRelayReport(probes);
  const { leader, epoch, status, report } = relay;
  const reasons = relayFaults(relay);
  if (leader === null) return { details: { leads: false, leader }, reasons };
  const { connected: _connected, ...shown } = report;
  return { details: { leads: leader === holder, leader, epoch, broker: { status, ...shown } }, reasons };
}
