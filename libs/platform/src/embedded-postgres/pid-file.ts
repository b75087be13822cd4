import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { commandLine, isAlive } from '../process.ts';
import { errorCode } from '../error-code.ts';

/** A server that runs on a cluster, as its postmaster.pid tells. */
export interface RunningServer {
  readonly pid: number;
  readonly port: number;
  /** Whether it takes connections yet. */
  readonly ready: boolean;
}

/**
 * The server that runs on this cluster directory, if one really does: a pid file outlives a crash, and its pid is given
 * to others.
 */
export function runningServer(directory: string): RunningServer | undefined {
  const lines = readPidFile(directory);
  const pid = Number(lines[0]);
  if (!Number.isSafeInteger(pid) || pid <= 0 || !isServerOf(pid, directory)) return undefined;
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
}

/**
 * Removes a pid file that `runningServer` found no server behind and that PostgreSQL would not get past by itself: one
 * with garbage in it, or with a pid that belongs to another program by now. A plain stale one is left to PostgreSQL.
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
