import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { errorCode } from './error-code.ts';

/**
 * Writes a file whole and durably, unless there is one: of several writers the first wins. Answers whether this one
 * did. The file is readable by its owner alone.
 */
export function writeOnce(path: string, content: string): boolean {
  const draft = `${path}.new-${process.pid}`;
  try {
    writeFileSync(draft, content, { mode: 0o600, flush: true });
    putInPlace(draft, path);
    syncDirectory(dirname(path));
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Puts new content in the place of a file, whole or not at all, durably. Readable by its owner alone. */
export function replaceFile(path: string, content: string): void {
  const draft = `${path}.new-${process.pid}`;
  try {
    writeFileSync(draft, content, { mode: 0o600, flush: true });
    renameSync(draft, path);
    syncDirectory(dirname(path));
  } finally {
    rmSync(draft, { force: true });
  }
}

// A link, since it fails where a file stands, unlike a rename. Some mounted folders have no links.
function putInPlace(draft: string, path: string): void {
  try {
    linkSync(draft, path);
  } catch (error) {
    const noLinks = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(errorCode(error) ?? '');
    if (!noLinks || existsSync(path)) throw error;
    renameSync(draft, path);
  }
}

function syncDirectory(directory: string): void {
  const handle = openSync(directory, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
