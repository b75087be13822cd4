import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '../process.ts';
import { superuser } from './cluster.ts';

/** Bytes of a socket's path that every system takes: macOS has room for 104, its end included; Linux for 108. */
const longestPath = 103;

/**
 * Where a server listens beside 127.0.0.1: in its cluster's directory, which only its user and root can enter. A
 * statement costs half as much that way. Undefined where the path would be too long, or where there are no such
 * sockets.
 */
export function socketDirectory(cluster: string): string | undefined {
  if (process.platform === 'win32' || cluster.includes(',')) return undefined; // PostgreSQL takes a list of directories
  return Buffer.byteLength(join(cluster, '.s.PGSQL.65535')) <= longestPath ? cluster : undefined;
}

/** The address of a server's database. Holds the password: not for logs. */
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
 * Removes what servers that were killed left: PostgreSQL only looks at the sockets of its own port, which is another
 * one at each start.
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
    return 0; // gone, with its server
  }
}
