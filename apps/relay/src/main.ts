import { healthReasonCodes } from '#contracts/health-reasons';
import { openEventLog } from '#event-store/open-event-log';
import { openClusterFoundation } from '#platform/foundation';
import { showHealth } from '#platform/health/health-metrics';
import { probePool } from '#platform/health/probe-pool';
import { startOperationsServer } from '#platform/operations-server';
import { runRole } from '#platform/run-role';
import { relayHealth } from './readiness.ts';
import { startRelayOn } from './relay-on-foundation.ts';

void runRole('relay', async (fail) => {
  const foundation = await openClusterFoundation('relay');
  const eventLog = await openEventLog(foundation);
  const relay = startRelayOn({ ...foundation, eventLog });
  relay.finished.catch((error: unknown) =>
    fail(error instanceof Error ? error.message : 'the relay ended unexpectedly'),
  );
  const { config, logger, pool } = foundation;
  const probes = probePool(pool);
  const health = relayHealth(pool, probes, relay.holder);
  showHealth(health, healthReasonCodes);
  const operations = await startOperationsServer({ host: config.HOST, port: config.METRICS_PORT }, health.now);
  logger.info({ url: operations.url }, 'serving metrics and health');
  return {
    logger,
    stop: async () => {
      await operations.stop();
      await probes.end();
      await relay.stop();
      await eventLog.close();
      await pool.end();
    },
  };
});
