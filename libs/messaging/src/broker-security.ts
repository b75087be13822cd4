import { readFileSync } from 'node:fs';
import type { SASLOptions } from 'kafkajs';
import type { Config } from '#platform/config';
import { StartupError } from '#platform/startup-error';

/** TLS and credentials of the connections to the brokers. */
export interface BrokerSecurity {
  /** Undefined: no TLS. `ca`: PEM text of the certificate authority; default: those that Node trusts. */
  readonly tls?: { readonly ca?: string };
  readonly sasl?: SASLOptions;
}

type Settings = Pick<
  Config,
  'KAFKA_SSL' | 'KAFKA_SSL_CA' | 'KAFKA_SASL_MECHANISM' | 'KAFKA_SASL_USERNAME' | 'KAFKA_SASL_PASSWORD'
>;

/** @throws StartupError if the settings contradict each other, or the authority's file cannot be read */
export function brokerSecurityOf(config: Settings): BrokerSecurity {
  const sasl = saslOf(config);
  if (config.KAFKA_SSL === 'on') {
    const ca = config.KAFKA_SSL_CA === undefined ? {} : { ca: authorityIn(config.KAFKA_SSL_CA) };
    return { tls: ca, ...(sasl && { sasl }) };
  }
  if (config.KAFKA_SSL_CA !== undefined) throw new StartupError('KAFKA_SSL_CA is set, but KAFKA_SSL is off');
  return sasl ? { sasl } : {};
}

function saslOf({
  KAFKA_SASL_MECHANISM: mechanism,
  KAFKA_SASL_USERNAME: username,
  KAFKA_SASL_PASSWORD: password,
}: Settings): SASLOptions | undefined {
  if (mechanism === undefined && username === undefined && password === undefined) return undefined;
  if (mechanism === undefined || username === undefined || password === undefined)
    throw new StartupError(
      'KAFKA_SASL_MECHANISM, KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD: set all of them, or none',
    );
  return { mechanism, username, password };
}

function authorityIn(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new StartupError(`KAFKA_SSL_CA: ${error instanceof Error ? error.message : 'cannot be read'}`);
  }
}
