import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const root = join(import.meta.dirname, '../../..');

/** Brings `dist` up to date, as `npm start` does. */
export const build = (): void =>
  void execFileSync(process.execPath, ['scripts/run.mjs', 'build'], { cwd: root, stdio: 'ignore' });

/** The built service in a separate process, as operators run it, on an embedded PostgreSQL under `dataDir`. */
export interface ServiceProcess {
  readonly url: string;
  readonly pid: number;
  /** Kills the process without a chance to finish or log anything, as a power failure would. */
  kill(): Promise<void>;
  /** Sends SIGTERM, and resolves with the exit code. */
  terminate(): Promise<number | null>;
}

export async function startServiceProcess(
  dataDir: string,
  environment: Record<string, string> = {},
): Promise<ServiceProcess> {
  const child = spawn(process.execPath, ['dist/apps/standalone/src/main.js'], {
    cwd: root,
    env: { ...process.env, DATA_DIR: dataDir, PORT: '0', RATE_LIMITS: 'off', LOG_LEVEL: 'error', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const errors: string[] = [];
  child.stderr.on('data', (data: Buffer) => errors.push(data.toString()));
  const url = await welcomeOf(child, errors);
  return {
    url,
    pid: Number(child.pid),
    kill: () => end(child, 'SIGKILL').then(() => undefined),
    terminate: () => end(child, 'SIGTERM'),
  };
}

/** The process id of the embedded server, for specs that kill or freeze it. */
export const postmasterOf = (dataDirectory: string): number =>
  Number(readFileSync(join(dataDirectory, 'postmaster.pid'), 'utf8').split('\n')[0]);

/** Resolves with the address that a service prints once it runs. Rejects when it ends before. */
export const welcomeOf = (child: ChildProcess, errors: readonly string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the service ended with ${code}: ${errors.join('')}`)));
    if (!child.stdout) throw new Error('no standard output');
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [url] = /http:\/\/[\w.:[\]]+/.exec(line) ?? [];
      if (url !== undefined) resolve(url);
    });
  });

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exited = once(child, 'exit');
  child.kill(signal);
  const [code] = (await exited) as [number | null];
  return code;
}
