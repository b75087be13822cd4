import { chmodSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { errorCode } from './error-code.ts';
import { errorOf } from './error-of.ts';
import { fieldOf } from './field-of.ts';
import { StartupError } from './startup-error.ts';

/**
 * Creates DATA_DIR if it is missing, checks that this user can write there, and returns its real absolute path. Only
 * its owner can enter a new one. Created by root, others can pass through it (0711), because the database server runs
 * as another user. Throws StartupError.
 */
export function openDataDir(dataDir: string): string {
  const path = resolve(dataDir);
  try {
    if (!existsSync(path)) {
      // Separate from the next line, which would give its mode to every new parent as well.
      mkdirSync(dirname(path), { recursive: true });
      mkdirSync(path);
      chmodSync(path, process.getuid?.() === 0 ? 0o711 : 0o700);
    }
    rmdirSync(mkdtempSync(join(path, '.writable-')));
    return realpathSync(path);
  } catch (error) {
    throw dataDirError(path, error);
  }
}

/**
 * Turns a StartupError or a failed file operation under DATA_DIR into a one-line StartupError. Returns other errors,
 * which are bugs, unchanged.
 */
export function dataDirError(dataDir: string, error: unknown): unknown {
  if (!(error instanceof StartupError) && fieldOf(error, 'syscall') === undefined) return error;
  const cause = causes[errorCode(error) ?? ''] ?? errorOf(error).message;
  return new StartupError(`DATA_DIR ${resolve(dataDir)}: ${cause}`, { cause: error });
}

const causes: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the file system is read-only',
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  ENOTDIR: 'a file exists where a directory should be',
  EEXIST: 'a file exists where a directory should be',
};
