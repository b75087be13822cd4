import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { removeDirectory, temporaryDirectory } from './temporary-directory';
import { until } from './until';

const root = '/usr/lib/postgresql';
const tools = ['initdb', 'postgres', 'pg_dump'];

/** Where Debian's postgresql package has its programs: the server that Colloquy brings along comes without pg_dump. */
const programs = (): string | undefined =>
  (existsSync(root) ? readdirSync(root) : [])
    .map((version) => join(root, version, 'bin'))
    .findLast((directory) => tools.every((tool) => existsSync(join(directory, tool))));

export const hasDebianPostgres = (): boolean => programs() !== undefined;

export interface DebianPostgres {
  readonly url: string;
  /** The program of the same version. */
  readonly pgDump: string;
  stop(): Promise<void>;
}

/** Starts a server of its own, with an empty database, that nobody reaches but by a socket in a temporary directory. */
export async function startDebianPostgres(): Promise<DebianPostgres> {
  const bin = programs();
  if (bin === undefined) throw new Error('there is no PostgreSQL with pg_dump here');
  const directory = temporaryDirectory();
  const user = ownerOfServers();
  if (user) chownSync(directory, user.uid, user.gid);
  const data = join(directory, 'data');
  execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '--no-sync'], {
    ...user,
    stdio: 'ignore',
  });
  const flags = ['-D', data, '-k', directory, '-c', 'listen_addresses=', '-c', 'fsync=off'];
  const server = spawn(join(bin, 'postgres'), flags, { ...user, stdio: 'ignore' });
  const url = `postgresql://postgres@localhost/postgres?host=${directory}`;
  await until('the server answers', () => answers(url));
  return {
    url,
    pgDump: join(bin, 'pg_dump'),
    stop: async () => {
      const exited = once(server, 'exit');
      server.kill('SIGINT'); // the fast kind: sessions are cut
      await exited;
      removeDirectory(directory);
    },
  };
}

/** A server refuses to run as root. */
function ownerOfServers(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
