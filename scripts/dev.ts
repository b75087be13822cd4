import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt, frontEndTargets } from './build.ts';
import { readEnvFile } from './env-file.ts';
import { type CommandLine, ofPackage, run } from './processes.ts';
import { root } from './root.ts';

export const help = `npm run dev: builds on every change and starts the service again; the front ends are built anew, too`;

export async function main(args: string[]): Promise<void> {
  parseArgs({ args, options: {} });
  readEnvFile();
  await ensureBuilt(); // sweeps away what was deleted since the last build, as watching does not
  rmSync(join(root, 'dist/.stamps'), { recursive: true, force: true }); // from here on others write there
  const service = 'dist/apps/standalone/src/main.js';
  const watchers: CommandLine[] = [
    ofPackage('@nestjs/cli/bin/nest.js', 'build', 'standalone', '--watch'),
    [process.execPath, '--watch', '--watch-preserve-output', '--enable-source-maps', service],
    ...frontEndTargets().map(({ command }): CommandLine => [...command, '--watch']),
  ];
  await Promise.race(watchers.map((command) => run(command)));
  process.emit('SIGTERM'); // one is over: this passes it on to the others
}
