import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isAlive } from './process.ts';

/**
 * Makes `path` whole or not at all: `build` fills a directory beside it, which a rename then puts in place.
 * Does nothing where `path` exists; sweeps away what killed builders left.
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
