import type { Pool } from 'pg';
import type { EventLog } from '#event-store/event-log';
import { openEventLog } from '#event-store/open-event-log';
import { brokerSecurityOf } from '#messaging/broker-security';
import type { EventTransport } from '#messaging/event-transport';
import { KafkajsTransport } from '#messaging/kafkajs/kafkajs-transport';
import type { Config } from '#platform/config';
import { openRestingDatabase } from '#platform/database';
import { type Foundation, openFoundation } from '#platform/foundation';
import { type Opened, whileOpen } from '#platform/opened';
import { survivingPool } from '#platform/postgres';
import { OtherWrappingKey } from '#event-store/keys/wrapping-key-guard';
import { StartupError } from '#platform/startup-error';
import type { TopicSettings } from '#relay/topics';
import { AtRest, restoreName } from './at-rest.ts';

/** Resources that a restore uses. */
export interface RestoreParts {
  readonly foundation: Foundation;
  readonly atRest: AtRest;
  /** Has no time limit for statements. */
  readonly pool: Pool;
  readonly eventLog: EventLog;
  readonly kafka: { readonly transport: EventTransport; readonly topics: TopicSettings } | undefined;
}

/** @throws CannotDo, StartupError */
export const withRestoreParts = <T>(config: Config, work: (parts: RestoreParts) => Promise<T>): Promise<T> =>
  whileOpen(async (opened) => work(await openParts(config, opened)));

async function openParts(config: Config, opened: Opened): Promise<RestoreParts> {
  const database = await openRestingDatabase(config);
  opened.add(() => database.close());
  const databaseUrl = named(database.url);
  const foundation = await openFoundation(config, databaseUrl, 'restore');
  opened.add(() => foundation.pool.end());
  const atRest = await AtRest.take(databaseUrl);
  opened.add(() => atRest.close());
  const pool = survivingPool({ connectionString: databaseUrl, max: 10, application_name: restoreName });
  opened.add(() => pool.end());
  const eventLog = await openLog(foundation);
  opened.add(() => eventLog.close());
  const kafka = kafkaOf(foundation);
  if (kafka) opened.add(() => kafka.transport.close());
  return { foundation, atRest, pool, eventLog, kafka };
}

/** Gives every session of a restore the same name: `application_name` in the URL overrides the one in code. */
function named(url: string): string {
  const named = new URL(url);
  named.searchParams.set('application_name', restoreName);
  return named.href;
}

/** Explains the error for a backup from before a key rotation, which needs the earlier key. */
async function openLog(foundation: Foundation): Promise<EventLog> {
  try {
    return await openEventLog(foundation, { isRestoring: true });
  } catch (error) {
    if (!(error instanceof OtherWrappingKey)) throw error;
    throw new StartupError(
      `${error.message}. If the key was replaced after the backup, run \`colloquy rotate-encryption-key\` with ENCRYPTION_KEY_OLD set to the earlier key, ` +
        'then run `colloquy restore` again',
    );
  }
}

function kafkaOf({ config, logger }: Foundation): RestoreParts['kafka'] {
  const { KAFKA_BROKERS: brokers, KAFKA_TOPIC_PREFIX: prefix, KAFKA_PARTITIONS: partitions } = config;
  if (!brokers) return undefined;
  const security = brokerSecurityOf(config);
  const transport = new KafkajsTransport({ brokers, security, prefix, clientId: 'colloquy-restore', logger });
  return { transport, topics: { prefix, partitions, replication: config.KAFKA_REPLICATION } };
}
