// npm run rotate-encryption-key: replaces the key that wraps the keys of personal data, while the service is stopped. See docs/production.md.
import './node-version.mjs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { root } from './run.mjs';

await ensureInstalled();
await ensureBuilt();
process.setSourceMapsEnabled(true);
await import(pathToFileURL(join(root, 'dist/apps/standalone/src/rotate-encryption-key.main.js')).href);
