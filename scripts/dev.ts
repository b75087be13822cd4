// npm run dev: builds on every change and starts the service again; the front ends are built anew, too.
import './node-version.mjs';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt, frontEndTargets } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { root, run, script } from './run.mjs';

await ensureInstalled();
await ensureBuilt(); // sweeps away what was deleted since the last build, as watching does not
rmSync(join(root, 'dist/.stamps'), { recursive: true, force: true }); // from here on others write there
const watchers = [
  script('@nestjs/cli/bin/nest.js', 'build', 'standalone', '--watch'),
  [
    process.execPath,
    ['--watch', '--watch-preserve-output', '--enable-source-maps', 'dist/apps/standalone/src/main.js'],
  ],
  ...frontEndTargets().map(({ command: [node, args] }) => [node, [...args, '--watch']]),
];
await Promise.race(watchers.map((command) => run(...command)));
process.emit('SIGTERM'); // one is over: this passes it on to the others
