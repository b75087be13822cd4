import { z } from 'zod';
import { isLoopback } from './loopback.ts';
import { readSecretFiles } from './secret-files.ts';
import { StartupError } from './startup-error.ts';
import { strictTls } from './strict-tls.ts';
import { TrustProxy } from './trusted-proxies.ts';

const whole = (min: number, max: number) => {
  const meaning = `expected a whole number from ${min} to ${max}`;
  return z.coerce.number({ error: meaning }).int(meaning).min(min, meaning).max(max, meaning);
};
const url = (...protocols: string[]) =>
  z
    .string()
    .refine(
      (text) => URL.canParse(text) && protocols.includes(new URL(text).protocol),
      `expected a URL starting with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
    );
const databaseUrl = () => url('postgres:', 'postgresql:').transform(strictTls);
const commaList = (item: RegExp, meaning: string) =>
  z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    )
    .refine((parts) => parts.length > 0 && parts.every((part) => item.test(part)), `expected ${meaning}`);

/** Tokens, or keys to verify them, are sent to this address, so plain HTTP is allowed only on this machine. */
const providerUrl = z.string().refine((text) => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}, 'expected a URL starting with https:// (http:// only on localhost)');

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const saslMechanisms = ['plain', 'scram-sha-256', 'scram-sha-512'] as const;

/** Every environment variable that the service reads. A spec compares `.env.example` with it. */
export const Environment = z.object({
  PORT: whole(0, 65_535).default(3000).describe('HTTP port; 0 lets the system choose'),
  HOST: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .describe('HTTP address to listen on; if it is not the loopback, PUBLIC_URL is required'),
  METRICS_PORT: whole(0, 65_535)
    .default(0)
    .describe(
      'port for metrics and health of a relay or projector in a separate process; 0: a free port, which it logs',
    ),
  PUBLIC_URL: url('http:', 'https:')
    .refine((text) => !/[?#@]/.test(text), 'expected a URL without user name, query or fragment')
    .transform((text) => text.replace(/\/+$/, ''))
    .optional()
    .describe('public address of the service; links begin with it, and the desk works only at its origin'),
  DATABASE_URL: databaseUrl()
    .optional()
    .describe('PostgreSQL 15 or later; unset: an embedded PostgreSQL under DATA_DIR'),
  MIGRATE_DATABASE_URL: databaseUrl()
    .optional()
    .describe(
      'the same database for the user that owns its tables: it migrates, projects and runs commands; unset: DATABASE_URL',
    ),
  DATABASE_POOL: whole(2, 200).default(10).describe('connections per process'),
  KAFKA_BROKERS: commaList(/^[^\s:,]+:\d{1,5}$/, 'host:port,host:port')
    .optional()
    .describe('unset: read models are updated directly from the log, and no events are published'),
  KAFKA_SSL: z.enum(['on', 'off'], 'expected on or off').default('off').describe('use TLS to the brokers'),
  KAFKA_SSL_CA: z
    .string()
    .min(1)
    .optional()
    .describe("PEM file of the brokers' certificate authority; unset: the authorities that Node trusts"),
  KAFKA_SASL_MECHANISM: z
    .enum(saslMechanisms, `expected one of ${saslMechanisms.join(', ')}`)
    .optional()
    .describe('authentication at the brokers; unset: none'),
  KAFKA_SASL_USERNAME: z.string().min(1).optional(),
  KAFKA_SASL_PASSWORD: z.string().min(1).optional(),
  KAFKA_TOPIC_PREFIX: z
    .string()
    .regex(/^[a-zA-Z0-9._-]{1,100}$/, 'expected letters, digits, dots, dashes')
    .default('colloquy')
    .describe('prefix of every topic'),
  KAFKA_PARTITIONS: whole(1, 1000).default(12).describe('used when topics are created'),
  KAFKA_REPLICATION: whole(1, 9).default(1).describe('used when topics are created'),
  DATA_DIR: z.string().min(1).default('.data').describe('folder for embedded data and generated secrets'),
  JWT_SECRET: z
    .string()
    .min(32, 'expected at least 32 characters')
    .optional()
    .describe("HS256 secret of readers' tokens; unset: generated once and stored in DATA_DIR"),
  JWKS_URL: providerUrl.optional().describe("address of the identity provider's public keys, instead of a secret"),
  JWT_ISSUER: z.string().min(1).optional().describe('required `iss` of tokens; needed with JWKS_URL'),
  JWT_AUDIENCE: z.string().min(1).optional().describe('required `aud` of tokens; needed with JWKS_URL'),
  OIDC_ISSUER: providerUrl
    .optional()
    .describe('identity provider that signs moderators in to the desk; unset: only one-time links'),
  OIDC_CLIENT_ID: z.string().min(1).optional().describe('id of the desk at the identity provider'),
  OIDC_CLIENT_SECRET: z
    .string()
    .min(1)
    .optional()
    .describe('secret of the desk at the identity provider; unset: the desk is a public client'),
  OIDC_SCOPE: z
    .string()
    .regex(/(^| )openid( |$)/, 'expected a list that contains openid, such as openid profile')
    .default('openid profile')
    .describe('scopes that the desk requests from the identity provider'),
  OIDC_ROLES_CLAIM: z.string().min(1).default('roles').describe('claim that contains roles; dots lead into objects'),
  OIDC_ROLES: commaList(/^[^=]+=(moderator|admin)$/, 'value=moderator,value=admin')
    .optional()
    .describe('role for each value of that claim; unset: the values moderator and admin'),
  ENCRYPTION_KEY: z
    .string()
    .regex(/^[A-Za-z0-9+/]{43}=$/, 'expected 32 bytes in base64')
    .optional()
    .describe('wraps the keys that encrypt personal data; unset: generated once and stored in DATA_DIR'),
  ENCRYPTION_KEY_OLD: z
    .string()
    .regex(/^[A-Za-z0-9+/]{43}=$/, 'expected 32 bytes in base64')
    .optional()
    .describe('only for npm run rotate-encryption-key: the key that ENCRYPTION_KEY replaces'),
  ALLOWED_ORIGINS: commaList(/^(\*|https?:\/\/[^/\s]+)$/, 'origins such as https://news.example, or *')
    .optional()
    .describe('origins of the article pages, for CORS; unset: * with the embedded PostgreSQL, otherwise none'),
  SITES: commaList(/^(?=.{1,63}$)[a-z0-9]+(?:-[a-z0-9]+)*$/, 'lower-case names such as sport,culture')
    .optional()
    .describe('sites in addition to default and those created by PUT /v1/sites/{site}'),
  GRAVATAR_URL: url('http:', 'https:')
    .transform((text) => text.replace(/\/+$/, ''))
    .optional()
    .describe('source of profile pictures by e-mail address; unset: pictures are generated'),
  TRUST_PROXY: TrustProxy.prefault('off').describe(
    'proxies whose X-Forwarded-* headers count: their number, or their networks',
  ),
  RATE_LIMITS: z.enum(['on', 'off'], 'expected on or off').default('on').describe('off only for load tests'),
  LOG_LEVEL: z.enum(levels, `expected one of ${levels.join(', ')}`).default('info'),
});

/** Settings that need other settings. */
const together = Environment.superRefine((given, context) => {
  const missing = (path: keyof Config, message: string): void => {
    if (given[path] === undefined) context.addIssue({ code: 'custom', path: [path], message });
  };
  if (given.JWKS_URL !== undefined) {
    missing(
      'JWT_ISSUER',
      'required with JWKS_URL, because the provider signs tokens of other services with the same keys',
    );
    missing(
      'JWT_AUDIENCE',
      'required with JWKS_URL, because the provider signs tokens of other services with the same keys',
    );
  }
  if (given.MIGRATE_DATABASE_URL !== undefined)
    missing('DATABASE_URL', 'required with MIGRATE_DATABASE_URL: the user that the API and the relay connect as');
  if (!isLoopback(given.HOST))
    missing(
      'PUBLIC_URL',
      `required with HOST=${given.HOST}: the address at which readers reach the service, such as https://comments.news.example`,
    );
  if (given.OIDC_ISSUER !== undefined) {
    missing('OIDC_CLIENT_ID', 'required with OIDC_ISSUER');
    missing('PUBLIC_URL', 'required with OIDC_ISSUER: moderators return there after signing in');
    if (given.PUBLIC_URL !== undefined && new URL(given.PUBLIC_URL).pathname !== '/')
      context.addIssue({
        code: 'custom',
        path: ['PUBLIC_URL'],
        message: 'expected a URL without a path with OIDC_ISSUER: the desk is at /desk',
      });
  } else if (given.OIDC_CLIENT_ID !== undefined) missing('OIDC_ISSUER', 'required with OIDC_CLIENT_ID');
});

export type Config = Readonly<z.infer<typeof Environment>>;

/**
 * Settings whose value is never shown, and that can be read from a file: `JWT_SECRET_FILE` is the path of the file that
 * contains `JWT_SECRET`.
 */
export const secretSettings: readonly string[] = Object.keys(Environment.shape).filter((name) =>
  /(_SECRET|_PASSWORD|DATABASE_URL)$|^ENCRYPTION_KEY/.test(name),
);

/**
 * Parses the configuration; called once at start. Empty variables count as unset.
 * @throws StartupError with every invalid variable, its value (hidden for secrets) and the accepted values
 */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const { values, faults: unreadable } = readSecretFiles(secretSettings, environment);
  const variables = { ...environment, ...values };
  const given = Object.fromEntries(
    Object.keys(Environment.shape).flatMap((name) => (variables[name] ? [[name, variables[name]]] : [])),
  );
  const parsed = together.safeParse(given);
  if (parsed.success && unreadable.length === 0) return parsed.data;
  const invalid = (parsed.error?.issues ?? []).map((issue) => {
    const name = String(issue.path[0]);
    const shown = secretSettings.includes(name) ? '(hidden)' : (JSON.stringify(given[name]) ?? '(unset)');
    return `${name}=${shown}: ${issue.message}`;
  });
  throw new StartupError(`Bad configuration: ${[...unreadable, ...invalid].join('; ')}`);
}
