import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildOnce } from '../build-once.ts';
import { isAlive } from '../process.ts';
import { StartupError } from '../startup-error.ts';
import { writeOnce } from '../write-once.ts';
import { runnableBinaries } from './binaries.ts';
import { minimalEnvironment } from './environment.ts';
import { explainOutput } from './explain-output.ts';
import { canEnter, serverUser, type ServerUser } from './server-user.ts';
import { errorOf } from '../error-of.ts';
import { fieldOf } from '../field-of.ts';

/** A database cluster on disk, with everything needed to run it. */
export interface Cluster {
  /** The PGDATA directory. */
  readonly directory: string;
  readonly binaries: string;
  readonly user: ServerUser;
  readonly logFile: string;
}

/** The name of the superuser of every embedded cluster. */
export const superuser = 'colloquy';

/** Finds the cluster of a data directory, or creates it. Throws StartupError. */
export async function openCluster(dataDir: string, superuserPassword: string): Promise<Cluster> {
  const recorded = recordedHome(dataDir);
  const expected = join(recorded ?? dataDir, 'postgres');
  const existing = existsSync(expected) ? expected : undefined;
  if (recorded !== undefined && existing === undefined)
    throw new StartupError(
      `the database was in ${expected}, according to ${locationFile(dataDir)}, and is missing: restore it, or delete that file to start with an empty database`,
    );
  const user = serverUser(existing);
  if (existing !== undefined && !canEnter(user, existing))
    throw new StartupError(`user id ${user.uid ?? 'of this process'}, which runs PostgreSQL, cannot enter ${existing}`);
  if (recorded === undefined && !canEnter(user, dataDir)) return makeOutside(dataDir, user, superuserPassword);
  return makeIn(recorded ?? dataDir, user, superuserPassword);
}

async function makeIn(home: string, user: ServerUser, password: string): Promise<Cluster> {
  const directory = join(home, 'postgres');
  const binaries = await runnableBinaries(home, user);
  await buildOnce(directory, (fresh) => initdb(fresh, binaries, user, password));
  return { directory, binaries, user, logFile: join(home, 'postgres.log') };
}

async function makeOutside(dataDir: string, user: ServerUser, password: string): Promise<Cluster> {
  const home = homeOutside(dataDir);
  try {
    const cluster = await makeIn(home, user, password);
    if (recordHome(dataDir, home)) return cluster;
  } catch (error) {
    rmSync(home, { recursive: true, force: true });
    throw error;
  }
  rmSync(home, { recursive: true, force: true });
  return openCluster(dataDir, password);
}

async function initdb(fresh: string, binaries: string, user: ServerUser, password: string): Promise<void> {
  const passwordFile = `${fresh}.password`;
  mkdirSync(fresh, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user.uid !== undefined && user.gid !== undefined)
    for (const path of [fresh, passwordFile]) chownSync(path, user.uid, user.gid);
  const flags = [
    '-U',
    superuser,
    '-A',
    'scram-sha-256',
    `--pwfile=${passwordFile}`,
    '-E',
    'UTF8',
    '--locale=C',
    '--no-instructions',
  ];
  try {
    await promisify(execFile)(join(binaries, 'initdb'), ['-D', fresh, ...flags], {
      ...user,
      cwd: '/',
      env: minimalEnvironment,
    });
  } catch (error) {
    const output = fieldOf(error, 'stderr');
    const explanation = typeof output === 'string' ? explainOutput(output) : undefined;
    throw new StartupError(`initdb failed: ${explanation ?? errorOf(error).message}`, { cause: error });
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

const locationFile = (dataDir: string): string => join(dataDir, 'postgres.location');

function recordedHome(dataDir: string): string | undefined {
  if (!existsSync(locationFile(dataDir))) return undefined;
  return readFileSync(locationFile(dataDir), 'utf8').split('\n')[0];
}

/** Returns false if another start has recorded another home meanwhile. */
function recordHome(dataDir: string, home: string): boolean {
  const why =
    'PostgreSQL does not run as root, and the user it runs as cannot enter this directory, so its data is there.';
  return writeOnce(locationFile(dataDir), `${home}\n${why}\n`);
}

// /var/lib first: some systems delete files from /var/tmp that were not used for 30 days. Names are unique, because a
// directory that outlived its DATA_DIR contains data.
function homeOutside(dataDir: string): string {
  const name = `colloquy-${createHash('sha256').update(dataDir).digest('hex').slice(0, 8)}-`;
  let obstacle = '';
  for (const parent of ['/var/lib', '/var/tmp']) {
    try {
      sweepUnfinished(parent, name);
      const home = mkdtempSync(join(parent, `${name}${process.pid}-`));
      chmodSync(home, 0o711);
      return home;
    } catch (error) {
      obstacle = String(error); // for example a read-only root file system: try the next one
    }
  }
  throw new StartupError(
    `the user that runs PostgreSQL cannot enter it, and no other directory is available: ${obstacle}`,
  );
}

// Removes directories of starts that were killed before the cluster was complete. Complete clusters are kept.
function sweepUnfinished(parent: string, prefix: string): void {
  for (const name of readdirSync(parent)) {
    if (!name.startsWith(prefix) || existsSync(join(parent, name, 'postgres'))) continue;
    const maker = Number(name.slice(prefix.length).split('-')[0]);
    if (maker === process.pid || !isAlive(maker)) rmSync(join(parent, name), { recursive: true, force: true });
  }
}
