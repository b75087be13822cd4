import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt, frontEndTargets } from './build.ts';
import { readEnvFile } from './env-file.ts';
import { type CommandLine, ofPackage, run } from './processes.ts';
import { root } from './root.ts';

export const help = `npm run dev: builds services and front ends on every change, and restarts the service`;

export async function main(args: string[]): Promise<void> {
  parseArgs({ args, options: {} });
  readEnvFile();
  await ensureBuilt(); // removes files deleted since the last build, which watching does not
  rmSync(join(root, 'dist/.stamps'), { recursive: true, force: true }); // the watchers write to dist from here on
  const service = 'dist/apps/standalone/src/main.js';
  const watchers: CommandLine[] = [
    ofPackage('@nestjs/cli/bin/nest.js', 'build', 'standalone', '--watch'),
    [process.execPath, '--watch', '--watch-preserve-output', '--enable-source-maps', service],
    ...frontEndTargets().map(({ command }): CommandLine => [...command, '--watch']),
  ];
  await Promise.race(watchers.map((command) => run(command)));
  process.emit('SIGTERM'); // one has ended: forwards the end to the others
}
