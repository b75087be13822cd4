import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statfsSync,
  statSync,
} from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';

const prefix = 'colloquy-test-';

const inMemory = '/dev/shm';
/** Far more than the databases of a run take. Containers often have 64 MB. */
const bytesNeeded = 4 * 2 ** 30;

/** Creates a directory that other users may traverse: when tests run as root, PostgreSQL runs as another user. */
export function temporaryDirectory(parent = tmpdir()): string {
  const directory = mkdtempSync(join(parent, `${prefix}${process.pid}-`));
  chmodSync(directory, 0o711);
  return directory;
}

/** Creates one in memory where there is enough of it: PostgreSQL makes and removes hundreds of files for a database. */
export const fastDirectory = (): string => temporaryDirectory(hasRoom(inMemory) ? inMemory : undefined);

function hasRoom(directory: string): boolean {
  try {
    accessSync(directory, constants.W_OK);
    const { bavail, bsize } = statfsSync(directory);
    return Math.min(bavail * bsize, freemem()) > bytesNeeded;
  } catch {
    return false; // not Linux
  }
}

/** Temporary directories that ended test processes of this user have left. */
export const abandonedDirectories = (isAlive: (pid: number) => boolean): string[] =>
  [tmpdir(), inMemory].filter(existsSync).flatMap((parent) =>
    readdirSync(parent)
      .filter((name) => name.startsWith(prefix) && !isAlive(Number(name.slice(prefix.length).split('-')[0])))
      .map((name) => join(parent, name))
      .filter((path) => statSync(path, { throwIfNoEntry: false })?.uid === process.getuid?.()),
  );

/** Removes a directory, even while a server that is stopping still writes to it. */
export function removeDirectory(directory: string): void {
  rmSync(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
}
