import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#platform/embedded-postgres';
import { welcomeOf } from '#test/support/processes/service-process';
import { removeDirectory, temporaryDirectory } from '#test/support/processes/temporary-directory';
import { until } from '#test/support/time/until';
import { jwtSecret } from '#test/support/world/world';
import { type Send, sender } from './send.ts';

/**
 * The whole service in a separate process, run from the sources, with its own PostgreSQL that a spec can stop while the
 * service runs.
 */
export interface AttackedService {
  readonly url: string;
  readonly databaseUrl: string;
  readonly send: Send;
  isRunning(): boolean;
  /** Everything written to standard error so far, log lines included. */
  output(): string;
  unhandledRejections(): Promise<number>;
  /** Stops PostgreSQL. */
  stopDatabase(): Promise<void>;
  /** Starts PostgreSQL at the same address, and resolves once the service is ready again. */
  startDatabase(): Promise<void>;
  /** Stops the service and its database, and resolves with the exit code of the service. */
  stop(): Promise<number | null>;
}

const root = join(import.meta.dirname, '../../..');

export async function startAttackedService(environment: Record<string, string> = {}): Promise<AttackedService> {
  const directory = temporaryDirectory();
  let server = await startServer(directory);
  const { port } = server;
  const databaseUrl = overTcp(server.url);
  const child = spawnService({ DATABASE_URL: databaseUrl, DATA_DIR: join(directory, 'service'), ...environment });
  const errors: string[] = [];
  child.stderr?.on('data', (data: Buffer) => errors.push(data.toString()));
  const url = await welcomeOf(child, errors).catch(async (error: unknown) => {
    await server.stop();
    throw error;
  });
  const { send, close } = sender(url);
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null;
  return {
    url,
    databaseUrl,
    send,
    isRunning,
    output: () => errors.join(''),
    unhandledRejections: async () => unhandledIn((await send({ method: 'GET', path: '/metrics' })).body),
    stopDatabase: () => server.stop(),
    startDatabase: async () => {
      server = await startServer(directory, port);
      await until('the service is ready', async () => {
        return (await send({ method: 'GET', path: '/health/ready' })).status === 200;
      });
    },
    stop: async () => {
      close();
      const exited = once(child, 'exit');
      if (isRunning()) child.kill('SIGTERM');
      const code = isRunning() ? ((await exited) as [number | null])[0] : child.exitCode;
      await server.stop();
      removeDirectory(directory);
      return code;
    },
  };
}

const password = 'test';

/** The URL over TCP, as most installations use it: a stopped server then refuses connections. */
function overTcp(url: string): string {
  const address = new URL(url);
  address.searchParams.delete('host');
  return address.href;
}

/** Settings without durability: a test run may lose its data when the machine fails. */
const forgetful = { fsync: 'off', full_page_writes: 'off', shared_buffers: '32MB' };

const startServer = (directory: string, port?: number): Promise<EmbeddedPostgres> =>
  startEmbeddedPostgres({
    dataDir: join(directory, 'data'),
    superuserPassword: password,
    flags: forgetful,
    ...(port !== undefined && { port }),
  });

const spawnService = (environment: Record<string, string>): ChildProcess =>
  spawn(process.execPath, ['-C', 'source', '--import', './scripts/typescript.mjs', 'apps/standalone/src/main.ts'], {
    cwd: root,
    env: {
      ...process.env,
      PORT: '0',
      RATE_LIMITS: 'off',
      LOG_LEVEL: 'error',
      JWT_SECRET: jwtSecret,
      ALLOWED_ORIGINS: '*',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });

function unhandledIn(metrics: string): number {
  const [, count] = /^colloquy_unhandled_rejections_total (\d+)$/m.exec(metrics) ?? [];
  if (count === undefined) throw new Error('the metrics have no count of unhandled rejections');
  return Number(count);
}
