import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isAlive } from './process.ts';

/**
 * Creates `path` completely or not at all: `build` fills a directory next to it, which is then renamed. Does nothing if
 * `path` exists. Removes directories left by killed builders.
 */
export async function buildOnce(path: string, build: (fresh: string) => Promise<void> | void): Promise<void> {
  if (existsSync(path)) return;
  sweep(path);
  const fresh = `${path}.new-${process.pid}`;
  try {
    await build(fresh);
    renameSync(fresh, path);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(path)) throw error; // otherwise another start built it meanwhile
  }
}

function sweep(path: string): void {
  for (const name of readdirSync(dirname(path))) {
    const builder = name.startsWith(`${basename(path)}.new-`) ? Number(name.split('.new-')[1]) : undefined;
    if (builder !== undefined && (builder === process.pid || !isAlive(builder)))
      rmSync(join(dirname(path), name), { recursive: true, force: true });
  }
}
