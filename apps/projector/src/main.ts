import { openEventLog } from '#event-store/open-event-log';
import { openClusterFoundation } from '#platform/foundation';
import { runRole } from '#platform/run-role';
import { startProjector } from './start-projector';

void runRole(async () => {
  const foundation = await openClusterFoundation('projector');
  const { pool, logger } = foundation;
  const eventLog = await openEventLog(foundation);
  const projector = await startProjector({ pool, eventLog, logger });
  logger.info({ readModels: [...projector.positions().keys()] }, 'the projector follows the event log');
  return {
    stop: async () => {
      await projector.stop();
      await eventLog.close();
      await pool.end();
    },
  };
});
