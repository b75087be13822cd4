import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serverUser } from '#platform/embedded-postgres/server-user';
import { freePort } from '#test/support/network/proxies';
import { removeDirectory, temporaryDirectory } from '#test/support/processes/temporary-directory';
import { until } from '#test/support/time/until';

export type PoolMode = 'session' | 'transaction' | 'statement';

/** A real PgBouncer in front of a database. */
export interface RunningPooler {
  /** URL of the database through PgBouncer. */
  readonly url: string;
  stop(): Promise<void>;
}

/** @param settings of PgBouncer that override its defaults */
export async function startPgBouncer(
  databaseUrl: string,
  mode: PoolMode,
  settings: Readonly<Record<string, string | number>> = {},
): Promise<RunningPooler> {
  const { hostname, port: serverPort, username, password, pathname } = new URL(databaseUrl);
  const directory = temporaryDirectory();
  const port = await freePort();
  const place = `host=${hostname} port=${serverPort} user=${username} password='${decodeURIComponent(password)}'`;
  const pooling = {
    listen_addr: '127.0.0.1',
    listen_port: port,
    unix_socket_dir: '',
    auth_type: 'any',
    pool_mode: mode,
  };
  const lines = Object.entries({ ...pooling, ...settings }).map(([name, value]) => `${name} = ${value}`);
  const file = join(directory, 'pgbouncer.ini');
  writeFileSync(file, ['[databases]', `${pathname.slice(1)} = ${place}`, '[pgbouncer]', ...lines, ''].join('\n'));
  const env = { PATH: `${process.env['PATH']}:/usr/sbin` };
  const child = spawn('pgbouncer', [file], {
    ...serverUser(undefined),
    cwd: '/',
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const log: string[] = [];
  child.stderr.on('data', (data: Buffer) => log.push(data.toString()));
  const exited = once(child, 'exit');
  const lastResort = (): void => void child.kill('SIGKILL');
  process.once('exit', lastResort);
  await until('PgBouncer listens', () => {
    if (child.exitCode !== null) throw new Error(`PgBouncer ended with ${child.exitCode}: ${log.join('')}`);
    return log.join('').includes('process up');
  });
  const url = new URL(databaseUrl);
  [url.hostname, url.port] = ['127.0.0.1', String(port)];
  url.searchParams.delete('host'); // TCP instead of the server's Unix socket
  return {
    url: url.href,
    stop: async () => {
      child.kill('SIGTERM');
      const late = setTimeout(lastResort, 5_000);
      await exited;
      clearTimeout(late);
      process.off('exit', lastResort);
      removeDirectory(directory);
    },
  };
}
