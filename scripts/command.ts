// node scripts/command.mjs <app>/<name> [arguments]: builds what is missing, then becomes dist/apps/<app>/src/<name>.main.js.
import './node-version.mjs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt, services } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { root } from './run.mjs';

const [name = '', ...args] = process.argv.slice(2);
const [app, command] = name.split('/');
const main = join(root, `dist/apps/${app}/src/${command}.main.js`);

await ensureInstalled();
await ensureBuilt([services]); // the front ends have no part in a command

process.argv = [process.argv[0], main, ...args];
process.setSourceMapsEnabled(true);
await import(pathToFileURL(main).href);
