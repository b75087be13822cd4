import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A hash of the contents of files and folders. Modification times are not used, because checkouts, branch switches and
 * copies change them without changing contents.
 * @param inputs paths relative to `root`; missing ones count as empty
 */
export function digestOf(root: string, inputs: readonly string[], ignores: (path: string) => boolean): string {
  const hash = createHash('sha256');
  const files = inputs.flatMap((path) => filesIn(root, path)).filter((path) => !ignores(path));
  for (const file of files.toSorted()) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

function filesIn(root: string, path: string): string[] {
  const found = statSync(join(root, path), { throwIfNoEntry: false });
  if (!found?.isDirectory()) return found ? [path] : [];
  return readdirSync(join(root, path)).flatMap((name) => filesIn(root, `${path}/${name}`));
}
