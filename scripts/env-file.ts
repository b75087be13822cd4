import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from './failure.ts';
import { root } from './root.ts';

/**
 * Loads settings from `.env` in the root of the checkout, if it exists. Variables that are already set, even to an
 * empty value, win. Programs started without these scripts do not read the file: their supervisors have their own ways
 * (`EnvironmentFile=`, `env_file:`, `node --env-file`).
 */
export function readEnvFile(): void {
  const file = join(root, '.env');
  if (!existsSync(file)) return;
  try {
    process.loadEnvFile(file);
  } catch (error) {
    throw new Failure(`cannot read .env: ${error instanceof Error ? error.message : String(error)}`);
  }
}
