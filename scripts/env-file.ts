import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from './failure.ts';
import { root } from './root.ts';

/**
 * Takes settings from `.env` in the root of the checkout, where there is one. A variable that the environment has
 * already, even an empty one, wins. Programs that are started without these scripts read none: their supervisor has a
 * way of its own (`EnvironmentFile=`, `env_file:`, `node --env-file`).
 */
export function readEnvFile(): void {
  const file = join(root, '.env');
  if (!existsSync(file)) return;
  try {
    process.loadEnvFile(file);
  } catch (error) {
    throw new Failure(`.env cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
