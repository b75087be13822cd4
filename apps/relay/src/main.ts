import { openEventLog } from '#event-store/open-event-log';
import { openClusterFoundation } from '#platform/foundation';
import { startOperationsServer } from '#platform/operations-server';
import { runRole } from '#platform/run-role';
import { relayReadiness } from './readiness.ts';
import { startRelayOn } from './relay-on-foundation.ts';

void runRole('relay', async (fail) => {
  const foundation = await openClusterFoundation('relay');
  const eventLog = await openEventLog(foundation);
  const relay = startRelayOn({ ...foundation, eventLog });
  relay.finished.catch((error: unknown) =>
    fail(error instanceof Error ? error.message : 'the relay ended unexpectedly'),
  );
  const { config, logger, pool } = foundation;
  const operations = await startOperationsServer({ host: config.HOST, port: config.METRICS_PORT }, () =>
    relayReadiness(pool, relay.holder),
  );
  logger.info({ url: operations.url }, 'serving metrics and health');
  return {
    logger,
    stop: async () => {
      await operations.stop();
      await relay.stop();
      await eventLog.close();
      await pool.end();
    },
  };
});
