import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Every file below a folder. */
export const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** Returns true for files that are neither specs nor used only by specs. */
export const isSourceFile = (file: string): boolean => /(?<!\.spec|\.contract)\.ts$/.test(file);
