import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { serverUser } from '#platform/embedded-postgres/server-user';
import { freePort } from '#test/support/network/proxies';
import { removeDirectory, temporaryDirectory } from '#test/support/processes/temporary-directory';
import { until } from '#test/support/time/until';

/** A PostgreSQL server from Debian's packages, with message catalogues and client programs, in its own directory. */
export interface DebianPostgres {
  readonly url: string;
  stop(): Promise<void>;
}

const packages = '/usr/lib/postgresql';

/** The directory that holds the newest version of the server and its client programs. */
export const debianPrograms = (): string => {
  const versions = readdirSync(packages).filter((name) => /^\d+$/.test(name));
  return join(packages, String(Math.max(...versions.map(Number))), 'bin');
};

interface DebianPostgresOptions {
  /**
   * The value of `lc_messages`, for which Debian's PostgreSQL must have a message catalogue. The locale is generated for
   * this server only. Default: English.
   */
  readonly locale?: string;
  readonly settings?: Readonly<Record<string, string>>;
  /** Gets the data directory before the server starts. Files that are written there belong to the server afterwards. */
  readonly prepare?: (cluster: string) => void;
}

export async function startDebianPostgres(options: DebianPostgresOptions = {}): Promise<DebianPostgres> {
  const { locale, prepare } = options;
  const binaries = debianPrograms();
  const home = temporaryDirectory();
  const [cluster, locales] = [join(home, 'cluster'), join(home, 'locales')];
  const user = serverUser(undefined);
  chmodSync(home, 0o755);
  for (const directory of [cluster, locales]) mkdirSync(directory, { mode: 0o700 });
  if (locale !== undefined) makeLocale(locale, locales);
  if (user.uid !== undefined && user.gid !== undefined) chownSync(cluster, user.uid, user.gid);
  const env = { PATH: process.env['PATH'], LOCPATH: locales };
  const asServer = { ...user, cwd: '/', env };
  const initdb = ['-D', cluster, '-U', 'colloquy', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
  execFileSync(join(binaries, 'initdb'), initdb, { ...asServer, stdio: 'ignore' });
  prepare?.(cluster);
  if (user.uid !== undefined && user.gid !== undefined)
    for (const file of readdirSync(cluster)) chownSync(join(cluster, file), user.uid, user.gid);
  const port = await freePort();
  const settings = {
    lc_messages: locale === undefined ? 'C' : `${locale}.UTF-8`,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    ...options.settings,
  };
  const flags = Object.entries({ ...settings, fsync: 'off' }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(join(binaries, 'postgres'), ['-D', cluster, '-p', String(port), ...flags], {
    ...asServer,
    stdio: 'ignore',
  });
  const exited = once(child, 'exit');
  const lastResort = (): void => void child.kill('SIGINT');
  process.once('exit', lastResort);
  const url = `postgres://colloquy@127.0.0.1:${port}/postgres`;
  const tls = options.settings?.['ssl'] === 'on' ? '?sslmode=no-verify' : '';
  await until('it takes connections', () => takesConnections(`${url}${tls}`));
  return {
    url,
    stop: async () => {
      child.kill('SIGINT');
      await exited;
      process.off('exit', lastResort);
      removeDirectory(home);
    },
  };
}

function makeLocale(locale: string, directory: string): void {
  const path = join(directory, `${locale}.UTF-8`);
  spawnSync('localedef', ['-i', locale, '-f', 'UTF-8', path]); // exits with 1 for mere warnings
  if (!existsSync(path)) throw new Error(`localedef made no ${locale}`);
  execFileSync('chmod', ['-R', 'a+rX', directory]);
}

async function takesConnections(connectionString: string): Promise<boolean> {
  const client = new Client({ connectionString });
  client.on('error', () => undefined);
  const came = await client.connect().then(
    () => true,
    () => false,
  );
  await client.end().catch(() => undefined);
  return came;
}
