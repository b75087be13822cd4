import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { removeDirectory, temporaryDirectory } from '#test/support/processes/temporary-directory';
import { until } from '#test/support/time/until';

/** A real reverse proxy (nginx, HAProxy) in a separate process with its own directory. */
export interface RunningProxy {
  stop(): Promise<void>;
}

/** A port that is free now. These programs cannot take any free port and report its number. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** @param http content of the http block of nginx.conf */
export const startNginx = (http: string, ...listening: readonly Listener[]): Promise<RunningProxy> =>
  start('nginx', ['-e', 'stderr', '-g', 'daemon off;', '-p', '.', '-c', 'proxy.conf'], listening, (directory) => {
    const scratch = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
    const paths = scratch.map((kind) => `${kind}_temp_path ${join(directory, kind)};`).join('\n');
    return `worker_processes 1;\npid ${join(directory, 'pid')};\nevents {}\nhttp {\naccess_log off;\n${paths}\n${http}\n}\n`;
  });

/** @param sections frontends and backends of haproxy.cfg */
export const startHaproxy = (sections: string, ...listening: readonly Listener[]): Promise<RunningProxy> =>
  start('haproxy', ['-db', '-f', 'proxy.conf'], listening, () => {
    const defaults = 'defaults\n mode http\n timeout connect 5s\n timeout client 30s\n timeout server 30s\n';
    return `${defaults}${sections}\n`;
  });

/** A port of 127.0.0.1, or the path of a socket. */
type Listener = number | string;

async function start(
  program: string,
  args: readonly string[],
  listening: readonly Listener[],
  configuration: (directory: string) => string,
): Promise<RunningProxy> {
  const directory = temporaryDirectory();
  writeFileSync(join(directory, 'proxy.conf'), configuration(directory));
  const env = { ...process.env, PATH: `${process.env['PATH']}:/usr/local/sbin:/usr/sbin` };
  const child = spawn(program, args, { cwd: directory, env, stdio: ['ignore', 'ignore', 'pipe'] });
  const log: string[] = [];
  child.stderr.on('data', (data: Buffer) => log.push(data.toString()));
  const exited = once(child, 'exit');
  await until(`${program} listens`, async () => {
    if (child.exitCode !== null) throw new Error(`${program} ended with ${child.exitCode}: ${log.join('')}`);
    return (await Promise.all(listening.map(answers))).every(Boolean);
  });
  return {
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
      removeDirectory(directory);
    },
  };
}

const answers = (at: Listener): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = typeof at === 'number' ? connect(at, '127.0.0.1') : connect(at);
    socket.on('connect', () => resolve(true)).on('error', () => resolve(false));
    socket.on('connect', () => socket.destroy());
  });
