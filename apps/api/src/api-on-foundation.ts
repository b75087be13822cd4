import type { EventLog } from '#event-store/event-log';
import type { Foundation } from '#platform/foundation';
import { serviceVersion } from '#platform/version';
import type { BrokerHealth } from './health/broker-health';
import { type RunningApi, startApi } from './start-api';

interface Parts extends Foundation {
  readonly eventLog: EventLog;
  readonly brokerHealth?: BrokerHealth;
}

/** Starts the API as the configuration says. */
export function startApiOn({ config, logger, pool, secrets, eventLog, brokerHealth }: Parts): Promise<RunningApi> {
  const unconfigured = config.DATABASE_URL === undefined ? ['*'] : [];
  return startApi({
    host: config.HOST,
    port: config.PORT,
    allowedOrigins: config.ALLOWED_ORIGINS ?? unconfigured,
    trustProxy: config.TRUST_PROXY === 'on',
    rateLimits: config.RATE_LIMITS === 'on',
    ...{ pool, eventLog, logger, version: serviceVersion },
    brokerHealth: brokerHealth ?? (async () => ({ status: 'unused' })),
    keys: {
      guests: secrets.derive('guest tokens'),
      idempotency: secrets.derive('idempotency'),
      reporters: secrets.derive('reporters'),
      emails: secrets.derive('e-mail hashes'),
      identities: secrets.derive('identities'),
      limits: secrets.derive('rate limits'),
    },
    tokens: {
      secret: secrets.jwtSecret,
      jwksUrl: config.JWKS_URL,
      issuer: config.JWT_ISSUER,
      audience: config.JWT_AUDIENCE,
    },
  });
}
