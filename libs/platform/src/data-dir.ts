import { chmodSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { errorCode } from './error-code.ts';
import { errorOf } from './error-of.ts';
import { fieldOf } from './field-of.ts';
import { StartupError } from './startup-error.ts';

/**
 * Makes DATA_DIR if it is missing, proves that this user may write there, and answers its real absolute path. A new one
 * is closed to everybody else; as root it can be passed through (0711), because the database server runs as another
 * user. Throws StartupError.
 */
export function openDataDir(dataDir: string): string {
  const path = resolve(dataDir);
  try {
    if (!existsSync(path)) {
      // apart from the next line, whose mode every new parent would get too
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
 * An error met under DATA_DIR as the one line for its operator: what stopped the start, or a file operation that
 * failed. Bugs stay bugs.
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
  ENOTDIR: 'a file stands where a directory should be',
  EEXIST: 'a file stands where a directory should be',
};
