import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The root of the checkout, where every command runs. Searched for, because the compiled file is in a deeper folder.
 */
export const root = rootAbove(import.meta.dirname);

function rootAbove(directory: string): string {
  return existsSync(join(directory, 'package-lock.json')) ? directory : rootAbove(dirname(directory));
}
