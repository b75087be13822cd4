import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Environment, readConfig, secretSettings } from './config.ts';
import { StartupError } from './startup-error.ts';

const badlyConfigured = () => readConfig({ PORT: 'eighty', LOG_LEVEL: 'loud', KAFKA_BROKERS: 'nowhere' });

describe('the configuration', () => {
  it('has a default for everything', () => {
    expect(readConfig({})).toMatchObject({
      PORT: 3000,
      HOST: '127.0.0.1',
      DATA_DIR: '.data',
      RATE_LIMITS: 'on',
      KAFKA_PARTITIONS: 12,
    });
  });

  it('treats an empty variable as unset', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '' })).toMatchObject({ PORT: 3000 });
  });

  it('names every invalid variable with its value and the accepted values, in one line', () => {
    expect(badlyConfigured).toThrow(StartupError);
    expect(badlyConfigured).toThrow(
      /^Bad configuration: .*PORT="eighty".*KAFKA_BROKERS="nowhere": expected host:port.*LOG_LEVEL="loud"[^\n]*$/,
    );
  });

  it('shows no secret, even an invalid one', () => {
    expect(() => readConfig({ JWT_SECRET: 'short' })).toThrow('JWT_SECRET=(hidden)');
  });

  it('names the settings that another setting requires', () => {
    const oidc = { OIDC_ISSUER: 'https://login.example', OIDC_CLIENT_ID: 'desk', PUBLIC_URL: 'https://c.example' };
    expect(readConfig(oidc)).toMatchObject({ OIDC_ROLES_CLAIM: 'roles', OIDC_SCOPE: 'openid profile' });
    expect(() => readConfig({ OIDC_ISSUER: oidc.OIDC_ISSUER })).toThrow(
      /^Bad configuration: OIDC_CLIENT_ID=\(unset\): [^\n]*; PUBLIC_URL=\(unset\): [^\n]*$/,
    );
    expect(() => readConfig({ OIDC_CLIENT_ID: 'desk' })).toThrow('OIDC_ISSUER=(unset): required with OIDC_CLIENT_ID');
  });

  it('requires https for the sign-in of moderators, except on this machine, and known roles', () => {
    expect(() => readConfig({ OIDC_ISSUER: 'http://login.example' })).toThrow('expected a URL starting with https://');
    expect(() => readConfig({ OIDC_ROLES: 'chiefs=owner' })).toThrow('OIDC_ROLES="chiefs=owner": expected value=moder');
    expect(() => readConfig({ OIDC_SCOPE: 'profile' })).toThrow('expected a list that contains openid');
  });

  it('requires https for the keys of tokens, except on this machine, and their issuer and audience', () => {
    const given = { JWT_ISSUER: 'https://login.example', JWT_AUDIENCE: 'comments' };
    for (const JWKS_URL of [
      'https://login.example/keys',
      'http://127.0.0.1:1/keys',
      'http://localhost/keys',
      'http://[::1]/',
    ])
      expect(readConfig({ ...given, JWKS_URL })).toMatchObject({ JWKS_URL });
    for (const JWKS_URL of ['http://login.example/keys', 'http://127.0.0.1.evil.example/', 'ftp://localhost/', 'keys'])
      expect(() => readConfig({ ...given, JWKS_URL })).toThrow(
        /^Bad configuration: JWKS_URL="[^"]*": expected a URL starting with https:\/\/ [^\n;]*$/,
      );
    expect(() => readConfig({ JWKS_URL: 'https://login.example/keys' })).toThrow(
      /^Bad configuration: JWT_ISSUER=\(unset\): required with JWKS_URL[^\n]*; JWT_AUDIENCE=\(unset\): required[^\n]*$/,
    );
    expect(() => readConfig({ ...given, JWT_AUDIENCE: '', JWKS_URL: 'https://login.example/keys' })).toThrow(
      /^Bad configuration: JWT_AUDIENCE=\(unset\): [^\n;]*$/,
    );
  });

  it.each(['0.0.0.0', '::', '192.0.2.1', 'comments.internal', '127.0.0.1.news.example'])(
    'requires PUBLIC_URL if it listens on %s',
    (HOST) => {
      expect(() => readConfig({ HOST })).toThrow(
        new RegExp(`^Bad configuration: PUBLIC_URL=\\(unset\\): required with HOST=${HOST}: the address [^\\n]*$`),
      );
      expect(readConfig({ HOST, PUBLIC_URL: 'https://comments.news.example/' })).toMatchObject({
        PUBLIC_URL: 'https://comments.news.example',
      });
    },
  );

  it.each(['127.0.0.1', 'localhost', '::1'])('does not require PUBLIC_URL if it listens on %s', (HOST) => {
    expect(readConfig({ HOST })).toMatchObject({ HOST });
  });

  it.each(['https://u:p@c.example', 'https://c.example?x', 'https://c.example/#x', 'ftp://c.example', 'c.example'])(
    'rejects %s as PUBLIC_URL',
    (PUBLIC_URL) => {
      expect(() => readConfig({ PUBLIC_URL })).toThrow('PUBLIC_URL=');
    },
  );

  it('has the trusted proxies, and rejects values that trust everybody', () => {
    expect(readConfig({})).toMatchObject({ TRUST_PROXY: 0 });
    expect(readConfig({ TRUST_PROXY: '10.0.0.0/8,fd00::/8' })).toMatchObject({
      TRUST_PROXY: ['10.0.0.0/8', 'fd00::/8'],
    });
    expect(() => readConfig({ TRUST_PROXY: 'on' })).toThrow(
      /^Bad configuration: TRUST_PROXY="on": expected off, the number of proxies [^\n]*X-Forwarded-For$/,
    );
  });

  it('splits lists and rejects values that are not origins', () => {
    expect(readConfig({ ALLOWED_ORIGINS: 'https://a.example, https://b.example' }).ALLOWED_ORIGINS).toHaveLength(2);
    expect(() => readConfig({ ALLOWED_ORIGINS: 'a.example' })).toThrow('ALLOWED_ORIGINS');
  });

  it('treats passwords, secrets, keys and addresses with a password as secret', () => {
    expect(secretSettings).toEqual(
      expect.arrayContaining([
        ...['DATABASE_URL', 'JWT_SECRET', 'OIDC_CLIENT_SECRET', 'ENCRYPTION_KEY', 'ENCRYPTION_KEY_OLD'],
        'KAFKA_SASL_PASSWORD',
      ]),
    );
    expect(secretSettings).not.toContain('JWKS_URL');
  });

  it('has the same variables as .env.example', () => {
    const example = readFileSync(join(import.meta.dirname, '../../../.env.example'), 'utf8');
    const named = [...example.matchAll(/^(?:# )?([A-Z][A-Z_]+)=/gm)].map(([, name]) => name);
    expect(new Set(named)).toEqual(new Set(Object.keys(Environment.shape)));
  });
});
