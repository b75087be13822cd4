import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { removeDirectory, temporaryDirectory } from '#test/support/processes/temporary-directory';
import type { BuiltImage } from './built-image.ts';

/** The part of runc's configuration that specs change. */
interface Specification {
  process: object;
  mounts: object[];
  linux: { namespaces: { type: string }[]; resources: object };
}

/** A container of the image, limited as docker/compose.yml does it. It shares the network of this machine. */
export interface Container {
  /** Runs another command in it, and resolves with the exit code. */
  exec(...command: string[]): Promise<number | null>;
  /** Sends SIGTERM, and resolves with the exit code. */
  terminate(): Promise<number | null>;
  /** Resolves with the exit code when it ends. */
  readonly ended: Promise<number | null>;
  stdout(): string;
  stderr(): string;
}

/** Ends every container that runs, each by its own function. */
const running = new Set<() => void>();

/** Kills the containers that a failed spec left. */
export const killContainers = (): void => running.forEach((kill) => kill());

/** @param environment in addition to that of the image */
export function startContainer(
  image: BuiltImage,
  environment: Readonly<Record<string, string>>,
  command: readonly string[],
): Container {
  const directory = temporaryDirectory();
  const id = `colloquy-${randomUUID()}`;
  specify(directory, (standard) => limited(standard, image, environment, command));
  const runc = ['--root', join(directory, 'state')];
  const child = spawn('runc', [...runc, 'run', '--bundle', directory, id], { stdio: ['ignore', 'pipe', 'pipe'] });
  const kill = (): void => void spawnSync('runc', [...runc, 'delete', '--force', id]);
  running.add(kill);
  process.once('exit', kill); // a container outlives runc
  const written = { stdout: '', stderr: '' };
  child.stdout.on('data', (data: Buffer) => (written.stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => (written.stderr += data.toString()));
  const ended = once(child, 'close').then(([code]) => {
    running.delete(kill);
    process.off('exit', kill);
    removeDirectory(directory);
    return code as number | null;
  });
  return {
    ended,
    exec: async (...args) => {
      const other = spawn('runc', [...runc, 'exec', id, ...args], { stdio: 'ignore' });
      const [code] = (await once(other, 'close')) as [number | null];
      return code;
    },
    terminate: () => {
      child.kill('SIGTERM'); // runc forwards it
      return ended;
    },
    stdout: () => written.stdout,
    stderr: () => written.stderr,
  };
}

/** Writes `config.json` of a container, changed from what `runc spec` writes. */
function specify(directory: string, change: (standard: Specification) => object): void {
  execFileSync('runc', ['spec'], { cwd: directory });
  const file = join(directory, 'config.json');
  writeFileSync(file, JSON.stringify(change(JSON.parse(readFileSync(file, 'utf8')) as Specification)));
}

/** Read-only, without capabilities, as the user of the image. */
function limited(
  { process, mounts, linux }: Specification,
  { config, files }: BuiltImage,
  environment: Readonly<Record<string, string>>,
  args: readonly string[],
): object {
  const [uid, gid] = config.User.split(':').map(Number);
  const own = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  const env = [...config.Env, ...own]; // the last one counts
  const identity = { user: { uid, gid }, capabilities: {}, noNewPrivileges: true };
  const tmp = { destination: '/tmp', type: 'tmpfs', source: 'tmpfs', options: ['nosuid', 'nodev', 'mode=1777'] };
  return {
    ociVersion: '1.0.2',
    root: { path: files, readonly: true },
    process: { ...process, ...identity, terminal: false, args, env, cwd: config.WorkingDir },
    mounts: [...mounts, tmp],
    linux: {
      ...linux,
      namespaces: linux.namespaces.filter(({ type }) => type !== 'network'),
      resources: { ...linux.resources, ...limits() },
    },
  };
}

/** The limits of docker/compose.yml, where this machine's kernel lets us set them. */
function limits(): object {
  const [, megabytes] = /ROLE_MEMORY:-(\d+)m/.exec(compose) ?? [];
  const [, processes] = /^ {2}pids_limit: (\d+)/m.exec(compose) ?? [];
  return {
    ...(canLimit('memory') && { memory: { limit: Number(megabytes) * 2 ** 20 } }),
    ...(canLimit('pids') && { pids: { limit: Number(processes) } }),
  };
}

const compose = readFileSync(join(import.meta.dirname, '../../../docker/compose.yml'), 'utf8');

function canLimit(controller: string): boolean {
  const unified = '/sys/fs/cgroup/cgroup.controllers';
  if (existsSync(unified)) return readFileSync(unified, 'utf8').split(/\s/).includes(controller);
  return existsSync(join('/sys/fs/cgroup', controller));
}
