import { join } from 'node:path';
import { ensureBuilt, services } from './build.ts';
import { readEnvFile } from './env-file.ts';
import { root } from './root.ts';

export const help = `node scripts/run.mjs command <app>/<name> [arguments]: builds if needed, then runs dist/apps/<app>/src/<name>.main.js in this process`;

export async function main([name = '', ...args]: string[]): Promise<void> {
  const [app, command] = name.split('/');
  readEnvFile();
  await ensureBuilt([services]); // commands do not need the front ends
  const program = join(root, `dist/apps/${app}/src/${command}.main.js`);
  process.argv = [process.execPath, program, ...args];
  await import(program);
}
