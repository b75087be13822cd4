import { healthReasonCodes } from '#contracts/health-reasons';
import { openEventLog } from '#event-store/open-event-log';
import { openClusterFoundation } from '#platform/foundation';
import { showHealth } from '#platform/health/health-metrics';
import { probePool } from '#platform/health/probe-pool';
import { startOperationsServer } from '#platform/operations-server';
import { runRole } from '#platform/run-role';
import { kafkaOn } from './from-kafka/kafka-on-foundation.ts';
import { projectorHealth } from './readiness.ts';
import { startProjector } from './start-projector.ts';

void runRole('projector', async (fail) => {
  const foundation = await openClusterFoundation('projector');
  const { config, ownerPool: pool, logger } = foundation;
  const eventLog = await openEventLog(foundation);
  const kafka = kafkaOn(foundation);
  const projector = await startProjector({ pool, eventLog, logger, kafka });
  projector.finished.catch((error: unknown) =>
    fail(error instanceof Error ? error.message : 'the projector ended unexpectedly'),
  );
  const readModels = [...projector.positions().keys()];
  logger.info({ readModels, source: kafka ? 'kafka' : 'log' }, 'projector started');
  const probes = probePool(pool);
  const health = projectorHealth(pool, probes, projector);
  showHealth(health, healthReasonCodes);
  const operations = await startOperationsServer({ host: config.HOST, port: config.METRICS_PORT }, health.now);
  logger.info({ url: operations.url }, 'serving metrics and health');
  return {
    logger,
    stop: async () => {
      await operations.stop();
      await probes.end();
      await projector.stop();
      await kafka?.transport.close();
      await eventLog.close();
      await foundation.close();
    },
  };
});
