import { makeDeskLink } from '#api/desk/desk-links';
import { linkPerson } from '#api/desk/desk-person';
import { startApiOn } from '#api/api-on-foundation';
import type { RunningApi } from '#api/start-api';
import { demoPages } from './demo-pages.ts';
import type { EventLog } from '#event-store/event-log';
import { openEventLog } from '#event-store/open-event-log';
import type { Config } from '#platform/config';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#platform/embedded-postgres';
import { openFoundation, secretsOf } from '#platform/foundation';
import type { Logger } from '#platform/logger';
import { Opened } from '#platform/opened';
import type { Secrets } from '#platform/secrets';
import { refuseTakenAddress } from '#platform/taken-address';
import { startRelayOn } from '#relay/relay-on-foundation';
import { kafkaOn } from '#projector/from-kafka/kafka-on-foundation';
import { type RunningProjector, startProjector } from '#projector/start-projector';

/** All roles in one process, started in the same way as when each runs in its own process. */
export interface RunningService {
  readonly config: Config;
  readonly url: string;
  readonly secrets: Secrets;
  readonly logger: Logger;
  readonly eventLog: EventLog;
  readonly api: RunningApi;
  readonly projector: RunningProjector;
  /** The embedded database. Undefined if DATABASE_URL is set. */
  readonly embedded: EmbeddedPostgres | undefined;
  /**
   * A one-time link that signs the operator in to the desk. Undefined with DATABASE_URL or an identity provider: use
   * `npm run desk-link` then.
   */
  readonly deskLink: string | undefined;
  stop(): Promise<void>;
}

/**
 * Starts all parts in the order of their dependencies, and stops them in reverse.
 * @param fail called if an essential part ends by itself
 */
export async function startService(config: Config, fail: (reason: string) => void): Promise<RunningService> {
  const opened = new Opened();
  const stop = (): Promise<void> => opened.close();
  try {
    await refuseTakenAddress(config);
    const embedded = config.DATABASE_URL === undefined ? await startDatabase(config, fail) : undefined;
    if (embedded) opened.add(() => embedded.stop());
    const foundation = await openFoundation(config, embedded?.url ?? String(config.DATABASE_URL), 'standalone');
    opened.add(() => foundation.close());
    const eventLog = await openEventLog(foundation);
    opened.add(() => eventLog.close());
    const kafka = kafkaOn(foundation);
    if (kafka) opened.add(() => kafka.transport.close());
    const projector = await startProjector({ pool: foundation.ownerPool, eventLog, logger: foundation.logger, kafka });
    projector.finished.catch((error: unknown) =>
      fail(error instanceof Error ? error.message : 'the projector ended unexpectedly'),
    );
    opened.add(() => projector.stop());
    if (config.KAFKA_BROKERS) {
      const relay = startRelayOn({ ...foundation, eventLog });
      relay.finished.catch((error: unknown) =>
        fail(error instanceof Error ? error.message : 'the relay ended unexpectedly'),
      );
      opened.add(() => relay.stop());
    }
    const api = await startApiOn({ ...foundation, eventLog, pages: demoPages });
    opened.add(() => api.stop());
    projector.onApplied(() => api.nudge());
    const { secrets, logger, pool } = foundation;
    const isForLinks = embedded !== undefined && config.OIDC_ISSUER === undefined;
    const operator = linkPerson({ name: 'Operator', roles: ['admin'] });
    const deskLink = isForLinks ? await makeDeskLink(pool, operator, config.PUBLIC_URL ?? api.url) : undefined;
    return { config, url: api.url, secrets, logger, eventLog, api, projector, embedded, deskLink, stop };
  } catch (error) {
    await stop().catch(() => undefined);
    throw error;
  }
}

/** The embedded PostgreSQL under DATA_DIR. */
const startDatabase = (config: Config, fail: (reason: string) => void): Promise<EmbeddedPostgres> =>
  startEmbeddedPostgres({
    dataDir: config.DATA_DIR,
    superuserPassword: secretsOf(config).postgresPassword,
    onExit: (reason) => fail(`The embedded PostgreSQL ended: ${reason}`),
  });
