import { openEventLog } from '#event-store/open-event-log';
import { openClusterFoundation } from '#platform/foundation';
import { runRole } from '#platform/run-role';
import { startRelayOn } from './relay-on-foundation';

void runRole(async (fail) => {
  const foundation = await openClusterFoundation('relay');
  const eventLog = await openEventLog(foundation);
  const relay = startRelayOn({ ...foundation, eventLog });
  relay.finished.catch((error: unknown) => fail(error instanceof Error ? error.message : 'the relay ended'));
  return {
    stop: async () => {
      await relay.stop();
      await eventLog.close();
      await foundation.pool.end();
    },
  };
});
