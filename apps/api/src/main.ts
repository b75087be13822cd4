import 'reflect-metadata';
import { openEventLog } from '#event-store/open-event-log';
import { openClusterFoundation } from '#platform/foundation';
import { readConfig } from '#platform/config';
import { runRole } from '#platform/run-role';
import { refuseTakenAddress } from '#platform/taken-address';
import { startApiOn } from './api-on-foundation.ts';

void runRole('api', async () => {
  await refuseTakenAddress(readConfig(process.env));
  const foundation = await openClusterFoundation('api');
  const eventLog = await openEventLog(foundation);
  const api = await startApiOn({ ...foundation, eventLog });
  foundation.logger.info({ url: api.url }, 'the API listens');
  return {
    logger: foundation.logger,
    stop: async () => {
      await api.stop();
      await eventLog.close();
      await foundation.pool.end();
    },
  };
});
