import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { errorCode } from './error-code.ts';

/**
 * Writes a file atomically and durably, unless it exists: of several writers the first wins. Returns true if this call
 * wrote it. Only its owner can read the file.
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

/** Replaces the content of a file atomically and durably. Only its owner can read it. */
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

// Uses a link because, unlike a rename, it fails if the file exists. Some mounted folders do not support links.
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
