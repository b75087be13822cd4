import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { commandLine, isAlive } from '../process.ts';
import { errorCode } from '../error-code.ts';

/** A server that runs on a cluster, according to its postmaster.pid. */
export interface RunningServer {
  readonly pid: number;
  readonly port: number;
  /** True once it accepts connections. */
  readonly ready: boolean;
}

/**
 * The server that runs on this cluster directory. Checks the process as well, because a pid file survives a crash and
 * its pid may belong to another program.
 */
export function runningServer(directory: string): RunningServer | undefined {
  const lines = readPidFile(directory);
  const pid = Number(lines[0]);
  if (!Number.isSafeInteger(pid) || pid <= 0 || !isServerOf(pid, directory)) return undefined;
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
}

/**
 * Removes a pid file that prevents PostgreSQL from starting although no server runs: one with invalid content, or with
 * a pid that now belongs to another program. PostgreSQL removes ordinary stale files itself.
 */
export function removeMisleadingPidFile(directory: string): void {
  const pid = Number(readPidFile(directory)[0]);
  if (pid > 0 && !isAlive(pid)) return;
  rmSync(join(directory, 'postmaster.pid'), { force: true });
}

function isServerOf(pid: number, directory: string): boolean {
  const words = commandLine(pid);
  return words.includes('postgres') && words.includes(` -D ${directory} `);
}

function readPidFile(directory: string): string[] {
  try {
    return readFileSync(join(directory, 'postmaster.pid'), 'utf8').split('\n');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}
