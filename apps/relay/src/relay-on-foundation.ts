import type { EventLog } from '#event-store/event-log';
import { brokerSecurityOf } from '#messaging/broker-security';
import { KafkajsTransport } from '#messaging/kafkajs-transport';
import type { Foundation } from '#platform/foundation';
import { StartupError } from '#platform/startup-error';
import { type RunningRelay, startRelay } from './relay';

/** Starts the relay as the configuration says; its connections to Kafka end with it. */
export function startRelayOn({ config, logger, pool, eventLog }: Foundation & { eventLog: EventLog }): RunningRelay {
  const brokers = config.KAFKA_BROKERS;
  if (!brokers) throw new StartupError('KAFKA_BROKERS is unset: the relay needs to know where Kafka is');
  const security = brokerSecurityOf(config);
  const topics = {
    prefix: config.KAFKA_TOPIC_PREFIX,
    partitions: config.KAFKA_PARTITIONS,
    replication: config.KAFKA_REPLICATION,
    ...(config.PUBLIC_URL !== undefined && { publicUrl: config.PUBLIC_URL }),
  };
  return startRelay({
    ...{ pool, log: eventLog, topics, logger },
    openTransport: (line, nextIdentity) =>
      new KafkajsTransport({
        ...{ brokers, security, clientId: `colloquy-relay-${line}`, logger },
        ...(nextIdentity && { nextIdentity }),
      }),
  });
}
