import { brokerSecurityOf } from '#messaging/broker-security';
import { KafkajsTransport } from '#messaging/kafkajs/kafkajs-transport';
import type { Foundation } from '#platform/foundation';
import type { KafkaSettings } from './kafka-source.ts';

/**
 * Kafka as configured. Undefined without `KAFKA_BROKERS`: projections then read the log. Close its transport at the
 * end.
 */
export function kafkaOn({ config, logger }: Pick<Foundation, 'config' | 'logger'>): KafkaSettings | undefined {
  const { KAFKA_BROKERS: brokers, KAFKA_TOPIC_PREFIX: prefix, KAFKA_PARTITIONS: partitions } = config;
  if (!brokers) return undefined;
  const security = brokerSecurityOf(config);
  const transport = new KafkajsTransport({ brokers, security, prefix, clientId: 'colloquy-projector', logger });
  return { transport, prefix, partitions };
}
