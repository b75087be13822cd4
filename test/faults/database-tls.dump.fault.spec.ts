import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { readConfig } from '#platform/config';
import { openFoundation } from '#platform/foundation';
import { type DebianPostgres, startDebianPostgres } from '#test/support/database/debian-postgres';
import { removeDirectory, temporaryDirectory } from '#test/support/processes/temporary-directory';

describe('a PostgreSQL with TLS', () => {
  let keys: string;
  let server: DebianPostgres;
  let plain: DebianPostgres;

  beforeAll(async () => {
    keys = temporaryDirectory();
    for (const authority of ['authority', 'unrelated']) makeAuthority(keys, authority);
    sign(keys, { name: 'server', subject: '/CN=127.0.0.1', extension: 'subjectAltName=IP:127.0.0.1' });
    sign(keys, { name: 'client', subject: '/CN=colloquy' });
    server = await startDebianPostgres({
      settings: { ssl: 'on', ssl_cert_file: 'server.pem', ssl_key_file: 'server.key', ssl_ca_file: 'authority.pem' },
      prepare: (cluster) => {
        for (const file of ['server.pem', 'server.key', 'authority.pem'])
          writeFileSync(join(cluster, file), readFileSync(join(keys, file)), { mode: 0o600 });
        writeFileSync(
          join(cluster, 'pg_hba.conf'),
          ['hostssl certified all 127.0.0.1/32 cert', 'hostssl all all 127.0.0.1/32 trust', ''].join('\n'),
        );
      },
    });
    plain = await startDebianPostgres();
  });
  afterAll(async () => {
    await server?.stop();
    await plain?.stop();
    removeDirectory(keys);
  });

  /** Opens the database as every process does at its start. Returns the error's text, or whether TLS is used. */
  const connect = async (
    parameters: string,
    { url }: Pick<DebianPostgres, 'url'> = server,
    host = '127.0.0.1',
  ): Promise<string> => {
    const DATABASE_URL = `${url.replace('127.0.0.1', host).replace('colloquy@', 'colloquy:a-password@')}?${parameters}`;
    const config = readConfig({ DATABASE_URL, DATA_DIR: keys, LOG_LEVEL: 'silent' });
    try {
      const foundation = await openFoundation(config, String(config.DATABASE_URL), 'spec');
      const { rows } = await foundation.pool.query<{ ssl: boolean }>(
        'select ssl from pg_stat_ssl where pid = pg_backend_pid()',
      );
      await foundation.close();
      return rows[0]?.ssl === true ? 'encrypted' : 'not encrypted';
    } catch (error) {
      const { name, message } = error as Error;
      expect(message).not.toContain('a-password');
      expect(message).not.toContain('\n');
      return `${name}: ${message}`;
    }
  };
  const trusting = () => `sslrootcert=${join(keys, 'authority.pem')}`;

  it.each(['prefer', 'require', 'verify-ca', 'verify-full'])(
    'is checked and encrypted with sslmode=%s',
    async (mode) => {
      expect(await connect(`sslmode=${mode}&${trusting()}`)).toBe('encrypted');
      expect(await connect(`sslmode=${mode}`)).toMatch(/^StartupError: DATABASE_URL: the certificate of .*sslrootcert/);
    },
  );

  it('is encrypted but not checked with sslmode=no-verify, and with libpq’s own require', async () => {
    expect(await connect('sslmode=no-verify')).toBe('encrypted');
    expect(await connect('sslmode=require&uselibpqcompat=true')).toBe('encrypted');
  });

  it('is refused in one line with what to change', async () => {
    const lines = [
      [
        `sslmode=verify-full&sslrootcert=${join(keys, 'unrelated.pem')}`,
        'is not signed by an authority that Node trusts',
      ],
      [`sslmode=verify-full&sslrootcert=${join(keys, 'missing.pem')}`, 'cannot read'],
      ['sslmode=disable', 'cannot connect to PostgreSQL at'],
    ] as const;
    for (const [parameters, line] of lines) expect(await connect(parameters)).toContain(line);
    expect(await connect(`sslmode=verify-full&${trusting()}`, server, 'localhost')).toContain('is for another host');
    expect(await connect(`sslmode=verify-full&${trusting()}`, plain)).toContain('offers no TLS');
  });

  it('takes a client certificate', async () => {
    const client = new Client({ connectionString: `${server.url}?sslmode=verify-full&${trusting()}` });
    await client.connect();
    await client.query('create database certified owner colloquy');
    await client.end();
    const certified = { url: server.url.replace('/postgres', '/certified') };
    const own = `sslcert=${join(keys, 'client.pem')}&sslkey=${join(keys, 'client.key')}`;
    expect(await connect(`sslmode=verify-full&${trusting()}&${own}`, certified)).toBe('encrypted');
    expect(await connect(`sslmode=verify-full&${trusting()}`, certified)).toMatch(
      /^StartupError: DATABASE_URL: cannot connect .*\(28000\)/,
    );
  });
});

function makeAuthority(directory: string, name: string): void {
  const [key, certificate] = [join(directory, `${name}.key`), join(directory, `${name}.pem`)];
  openssl(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '2',
    '-subj',
    `/CN=${name}`,
    '-keyout',
    key,
    '-out',
    certificate,
  );
}

function sign(
  directory: string,
  { name, subject, extension }: { name: string; subject: string; extension?: string },
): void {
  const file = (ending: string): string => join(directory, `${name}.${ending}`);
  openssl('req', '-newkey', 'rsa:2048', '-nodes', '-subj', subject, '-keyout', file('key'), '-out', file('csr'));
  writeFileSync(file('ext'), extension ?? '');
  const authority = [
    '-CA',
    join(directory, 'authority.pem'),
    '-CAkey',
    join(directory, 'authority.key'),
    '-CAcreateserial',
  ];
  openssl('x509', '-req', '-in', file('csr'), ...authority, '-days', '2', '-extfile', file('ext'), '-out', file('pem'));
}

const openssl = (...args: string[]): void => void execFileSync('openssl', args, { stdio: 'ignore' });
