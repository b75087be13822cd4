import type { EventLog } from '#event-store/event-log';
import type { Foundation } from '#platform/foundation';
import { serviceVersion } from '#platform/version';
import { brokerAsReported, noBroker } from './health/broker-health';
import { type RunningApi, startApi } from './start-api';

interface Parts extends Foundation {
  readonly eventLog: EventLog;
}

/** Starts the API as the configuration says. */
export function startApiOn({ config, logger, pool, secrets, eventLog }: Parts): Promise<RunningApi> {
  const unconfigured = config.DATABASE_URL === undefined ? ['*'] : [];
  return startApi({
    host: config.HOST,
    port: config.PORT,
    allowedOrigins: config.ALLOWED_ORIGINS ?? unconfigured,
    trustProxy: config.TRUST_PROXY === 'on',
    rateLimits: config.RATE_LIMITS === 'on',
    ...{ pool, eventLog, logger, version: serviceVersion },
    publicUrl: config.PUBLIC_URL,
    brokerHealth: config.KAFKA_BROKERS ? brokerAsReported(pool) : noBroker,
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
