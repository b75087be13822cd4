import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { pause } from '../pause.ts';
import type { Cluster } from './cluster.ts';
import { minimalEnvironment } from './environment.ts';
import { explainOutput } from './explain-output.ts';
import { runningServer } from './pid-file.ts';
import { listeningAt } from '../listening-at.ts';

/** Settings by name, as in postgresql.conf. */
export type Flags = Readonly<Record<string, string>>;

/** A server that we started. */
export interface Postmaster {
  readonly port: number;
  /** Settles with the reason, in one line, when the server has ended. */
  readonly ended: Promise<string>;
  readonly signal: (name: NodeJS.Signals) => void;
}

/** Why a server did not start, and whether a retry may help. */
export interface FailedStart {
  readonly failure: string;
  readonly worthRetrying: boolean;
}

/** Starts a server, on a free port by default, and waits until it accepts connections, including crash recovery. */
export async function launch(cluster: Cluster, flags: Flags, wanted?: number): Promise<Postmaster | FailedStart> {
  const port = wanted ?? (await freePort());
  const logStart = openLog(cluster.logFile);
  const child = spawnServer(cluster, port, flags);
  const outputSince = (): string => outputIn(cluster.logFile, logStart);
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) =>
      resolve(signal ? `killed by ${signal}` : (explainOutput(outputSince()) ?? `exit code ${code}`)),
    );
  });
  if (await becameReady(child, cluster.directory, ended))
    return { port, ended, signal: (name) => void child.kill(name) };
  return { failure: await ended, worthRetrying: passing.test(outputSince()) };
}

// Another program took the port, another start was faster, or the children of a killed server are still ending.
const passing = /could not create any TCP\/IP sockets|lock file "postmaster.pid"|pre-existing shared memory block/;

function spawnServer(cluster: Cluster, port: number, flags: Flags): ChildProcess {
  // A file, not a pipe: a server whose owner was killed must not block on it.
  const log = openSync(cluster.logFile, 'a', 0o600);
  const settings = Object.entries(flags).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(join(cluster.binaries, 'postgres'), ['-D', cluster.directory, '-p', String(port), ...settings], {
    ...cluster.user,
    cwd: '/',
    env: minimalEnvironment,
    stdio: ['ignore', log, log],
    detached: true, // not in the terminal's process group: Ctrl-C reaches only this process, which stops the server last
  });
  closeSync(log);
  return child;
}

async function becameReady(child: ChildProcess, directory: string, ended: Promise<string>): Promise<boolean> {
  let over = false;
  const end = (): void => void (over = true);
  ended.then(end, end);
  for (;;) {
    const server = runningServer(directory);
    if (server?.pid === child.pid && server?.ready) return true;
    if (over) return false;
    await pause(10, undefined);
  }
}

/** The server's output from an offset on. Empty if the log was deleted, perhaps with its whole directory. */
function outputIn(logFile: string, start: number): string {
  try {
    return readFileSync(logFile).subarray(start).toString();
  } catch {
    return '';
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = listeningAt(server);
      server.close(() => resolve(port));
    });
  });
}

/**
 * Returns the offset at which the output of this start begins. Truncates a log of more than 10 MB (warnings and
 * errors).
 */
function openLog(logFile: string): number {
  const size = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
  if (size <= 10_000_000) return size;
  truncateSync(logFile);
  return 0;
}
