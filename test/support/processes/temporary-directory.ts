import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const prefix = 'colloquy-test-';

/** Creates a directory that other users may traverse: when tests run as root, PostgreSQL runs as another user. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
  chmodSync(directory, 0o711);
  return directory;
}

/** Temporary directories that ended test processes of this user have left. */
export function abandonedDirectories(isAlive: (pid: number) => boolean): string[] {
  return readdirSync(tmpdir())
    .filter((name) => name.startsWith(prefix) && !isAlive(Number(name.slice(prefix.length).split('-')[0])))
    .map((name) => join(tmpdir(), name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.uid === process.getuid?.());
}

/** Removes a directory, even while a server that is stopping still writes to it. */
export function removeDirectory(directory: string): void {
  rmSync(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
}
