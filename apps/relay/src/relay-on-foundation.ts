import type { EventLog } from '#event-store/event-log';
import { brokerSecurityOf } from '#messaging/broker-security';
import { KafkajsTransport } from '#messaging/kafkajs/kafkajs-transport';
import type { Config } from '#platform/config';
import type { Foundation } from '#platform/foundation';
import { StartupError } from '#platform/startup-error';
import { type RunningRelay, startRelay } from './relay.ts';
import { republish } from './republish.ts';
import type { TopicSettings } from './topics.ts';

/** Starts the relay as configured. Stopping it closes its connections to Kafka. */
export function startRelayOn({ config, logger, pool, eventLog }: Foundation & { eventLog: EventLog }): RunningRelay {
  const kafka = kafkaOf({ config, logger });
  return startRelay({
    pool,
    log: eventLog,
    topics: topicsOf(config),
    logger,
    openTransport: (line, nextIdentity) =>
      new KafkajsTransport({ ...kafka, clientId: `colloquy-relay-${line}`, ...(nextIdentity && { nextIdentity }) }),
  });
}

/**
 * Makes the relay publish everything after a position again, in the configured topics.
 * @throws StartupError, CannotDo
 */
export async function republishOn(
  { pool, log, config, logger }: Pick<Foundation, 'config' | 'logger' | 'pool'> & { readonly log: EventLog },
  from: number,
): Promise<string> {
  const transport = new KafkajsTransport({ ...kafkaOf({ config, logger }), clientId: 'colloquy-republish' });
  try {
    return await republish({ pool, log, transport, topics: topicsOf(config) }, from);
  } finally {
    await transport.close();
  }
}

const kafkaOf = ({ config, logger }: Pick<Foundation, 'config' | 'logger'>) => {
  const { KAFKA_BROKERS: brokers } = config;
  if (!brokers) throw new StartupError('KAFKA_BROKERS is not set: set it to the addresses of the Kafka brokers');
  return { brokers, security: brokerSecurityOf(config), prefix: config.KAFKA_TOPIC_PREFIX, logger };
};

const topicsOf = (config: Config): TopicSettings => ({
  prefix: config.KAFKA_TOPIC_PREFIX,
  partitions: config.KAFKA_PARTITIONS,
  replication: config.KAFKA_REPLICATION,
  ...(config.PUBLIC_URL !== undefined && { publicUrl: config.PUBLIC_URL }),
});
