import { Kafka, logLevel, RetryOptions } from 'kafkajs';
import type { BrokerSecurity } from '../broker-security.ts';
import { KafkajsLog } from './client-log.ts';
import { CuttableSockets } from './cuttable-sockets.ts';

/** The brokers and the settings for connecting to them. */
export interface BrokerAccess {
  /** `host:port` of some brokers; the client asks them for the others. */
  readonly brokers: readonly string[];
  /** The name of this process in the brokers' logs and quotas. */
  readonly clientId: string;
  readonly security: BrokerSecurity;
  readonly log: KafkajsLog;
}

/** Returns a kafkajs client with its own connections. Cutting `sockets` stops everything that it does. */
export function kafkaClient(access: BrokerAccess, sockets: CuttableSockets, limits: ClientLimits = patient): Kafka {
  const { tls, sasl } = access.security;
  return new Kafka({
    ...(tls && { ssl: { ...tls } }),
    ...(sasl && { sasl }),
    clientId: access.clientId,
    brokers: [...access.brokers],
    ...limits,
    enforceRequestTimeout: true,
    socketFactory: sockets.factory,
    logLevel: logLevel.INFO,
    logCreator: () => access.log.write,
  });
}

interface ClientLimits {
  readonly connectionTimeout: number;
  readonly requestTimeout: number;
  readonly retry: RetryOptions;
}

const patient: ClientLimits = {
  connectionTimeout: 3_000,
  requestTimeout: 15_000,
  retry: { initialRetryTime: 200, maxRetryTime: 3_000, retries: 5 },
};

/**
 * For consumers: retries as long as a group waits for a silent member, so that a short outage does not cost the
 * membership.
 */
export const persistent: ClientLimits = { ...patient, retry: { ...patient.retry, retries: 15 } };

/** For queries whose answer is of little use when it is late. */
export const impatient: ClientLimits = {
  connectionTimeout: 1_000,
  requestTimeout: 2_000,
  retry: { initialRetryTime: 50, maxRetryTime: 200, retries: 5 }, // enough to get past seed brokers that are down
};
