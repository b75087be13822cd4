import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../failure.ts';
import { answerOf, step } from '../processes.ts';
import { root } from '../root.ts';
import { unpackDebian } from './debian-packages.ts';

/** The versions of the npm packages that the base contains: Node as a program, and the npm that Node publishes with it. */
export const packagesOfBase = { node: '22.23.5', npm: '10.9.9' } as const;

const name = 'localhost/colloquy-base';

/** The image that every stage of a Dockerfile begins with. @throws if there is more than one */
export function baseImageOf(dockerfile: string): string {
  const text = readFileSync(join(root, dockerfile), 'utf8');
  const [base, ...others] = new Set([...text.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image));
  if (base === undefined || others.length > 0) throw new Failure(`${dockerfile}: expected one base image`);
  return base;
}

/** Makes an image that can replace Docker's image of Node, and returns its name. */
export async function makeBaseImage(folder: string): Promise<string> {
  const files = join(folder, 'base');
  mkdirSync(files);
  await unpackDebian(folder, files);
  await unpackNode(folder, files);
  addUsers(files);
  await commit(files);
  return name;
}

async function unpackNode(folder: string, files: string): Promise<void> {
  const { node, npm } = packagesOfBase;
  const program = `node-linux-${process.arch}`;
  const packages = [`${program}@${node}`, `npm@${npm}`];
  await step(`Downloading Node ${node}`, ['npm', 'pack', '--silent', '--pack-destination', folder, ...packages]);
  const local = join(files, 'usr/local');
  const home = join(local, 'lib/node_modules/npm');
  mkdirSync(home, { recursive: true });
  const extract = (archive: string, into: string, ...parts: string[]) =>
    step(`Unpacking ${archive}`, [
      ...(['tar', '--extract', '--no-same-owner', '--strip-components=1'] as const),
      ...['--file', join(folder, `${archive}.tgz`), '--directory', into, ...parts],
    ]);
  await extract(`${program}-${node}`, local, 'package/bin/node', 'package/LICENSE');
  await extract(`npm-${npm}`, home);
  for (const command of ['npm', 'npx']) {
    chmodSync(join(home, `bin/${command}-cli.js`), 0o755);
    symlinkSync(`../lib/node_modules/npm/bin/${command}-cli.js`, join(local, 'bin', command));
  }
}

function addUsers(files: string): void {
  const users = ['root:x:0:0:root:/root:/bin/sh', 'node:x:1000:1000::/home/node:/bin/sh'];
  writeFileSync(join(files, 'etc/passwd'), `${users.join('\n')}\n`);
  writeFileSync(join(files, 'etc/group'), 'root:x:0:\nnode:x:1000:\n');
  for (const directory of ['root', 'home/node', 'tmp']) mkdirSync(join(files, directory), { recursive: true });
  chmodSync(join(files, 'tmp'), 0o1777);
}

async function commit(files: string): Promise<void> {
  const container = `colloquy-base-${process.pid}`;
  const path = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'].join(':');
  const buildah = (...args: string[]) => step(`Storing the base (${args[0]})`, ['buildah', ...args]);
  try {
    await buildah('from', '--name', container, 'scratch');
    await buildah('copy', '--quiet', '--chown', '0:0', container, files, '/');
    await buildah('config', '--env', `PATH=${path}`, container);
    await buildah('commit', '--quiet', container, name);
  } finally {
    answerOf('buildah', 'rm', container);
  }
}
