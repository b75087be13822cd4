import { openDerivationRoot } from '#event-store/keys/derivation-root';
import type { EventLog } from '#event-store/event-log';
import { Keyring } from '#event-store/keys/keyring';
import type { Foundation } from '#platform/foundation';
import { deriveKey } from '#platform/secrets';
import { trustIn } from '#platform/trusted-proxies';
import { serviceVersion } from '#platform/version';
import { oidcSettings } from './foundation/oidc-settings.ts';
import { brokerAsReported, noBroker } from './health/broker-health.ts';
import { type StaticPage, type RunningApi, startApi } from './start-api.ts';

interface Parts extends Foundation {
  readonly eventLog: EventLog;
  readonly pages?: readonly StaticPage[];
}

/** Starts the API with the configuration's settings. */
export async function startApiOn({ config, logger, pool, secrets, eventLog, pages = [] }: Parts): Promise<RunningApi> {
  const root = await openDerivationRoot(pool, new Keyring(secrets.encryptionKey));
  const unconfigured = config.DATABASE_URL === undefined ? ['*'] : [];
  return startApi({
    host: config.HOST,
    port: config.PORT,
    allowedOrigins: config.ALLOWED_ORIGINS ?? unconfigured,
    sites: config.SITES ?? [],
    trusts: config.TRUST_PROXY === 0 ? undefined : trustIn(config.TRUST_PROXY),
    rateLimits: config.RATE_LIMITS === 'on',
    pool,
    eventLog,
    logger,
    version: serviceVersion,
    pages,
    publicUrl: config.PUBLIC_URL,
    oidc: oidcSettings(config),
    gravatarUrl: config.GRAVATAR_URL,
    checks: [config.KAFKA_BROKERS ? brokerAsReported : noBroker],
    keys: {
      guests: deriveKey(root, 'guest tokens'),
      idempotency: deriveKey(root, 'idempotency'),
      addresses: deriveKey(root, 'addresses'),
      emails: deriveKey(root, 'e-mail hashes'),
      identities: deriveKey(root, 'identities'),
      restrictions: deriveKey(root, 'kept restrictions'),
      forms: deriveKey(root, 'forms'),
      texts: deriveKey(root, 'repeated texts'),
      signIns: deriveKey(root, 'desk sign-ins'),
    },
    tokenKeyIsGiven: config.JWT_SECRET !== undefined || config.JWKS_URL !== undefined,
    tokens: {
      secret: config.JWKS_URL === undefined ? secrets.jwtSecret : undefined,
      jwksUrl: config.JWKS_URL,
      issuer: config.JWT_ISSUER,
      audience: config.JWT_AUDIENCE,
    },
  });
}
