import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '../process.ts';
import { superuser } from './cluster.ts';

/** Longest socket path in bytes on all systems: macOS allows 104 with the terminating zero, Linux 108. */
const longestPath = 103;

/**
 * The directory in which a server listens in addition to 127.0.0.1: that of its cluster, which only its user and root
 * can enter. A statement over the socket costs half as much. Undefined if the path is too long or there are no such
 * sockets.
 */
export function socketDirectory(cluster: string): string | undefined {
  if (process.platform === 'win32' || cluster.includes(',')) return undefined; // PostgreSQL reads the setting as a list
  return Buffer.byteLength(join(cluster, '.s.PGSQL.65535')) <= longestPath ? cluster : undefined;
}

/** The URL of a server's database. Contains the password: do not log it. */
export function serverUrl(server: {
  readonly cluster: string;
  readonly port: number;
  readonly password: string;
}): string {
  const url = new URL(`postgres://${superuser}@127.0.0.1:${server.port}/postgres`);
  url.password = encodeURIComponent(server.password);
  const directory = socketDirectory(server.cluster);
  if (directory !== undefined) url.searchParams.set('host', directory);
  return url.href;
}

/**
 * Removes the sockets of killed servers. PostgreSQL removes only the sockets of its current port, which differs at each start.
 */
export function removeDeadSockets(cluster: string): void {
  const locks = readdirSync(cluster).filter((name) => /^\.s\.PGSQL\.\d+\.lock$/.test(name));
  for (const lock of locks) {
    if (isAlive(ownerOf(join(cluster, lock)))) continue;
    for (const name of [lock, lock.replace('.lock', '')]) rmSync(join(cluster, name), { force: true });
  }
}

function ownerOf(lock: string): number {
  try {
    return Number(readFileSync(lock, 'utf8').split('\n')[0]);
  } catch {
    return 0; // deleted together with its server
  }
}
