import { join } from 'node:path';
import { ensureBuilt } from './build.ts';
import { readEnvFile } from './env-file.ts';
import { root } from './root.ts';

export const help = `npm start: builds if needed, then runs the whole service in this process`;

export async function main(): Promise<void> {
  readEnvFile();
  await ensureBuilt();
  const service = join(root, 'dist/apps/standalone/src/main.js');
  process.argv[1] = service;
  await import(service);
}
