// npm run size: what a reader downloads for the comments. Fails above 20 kB, compressed with gzip.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ensureBuilt, frontEndTargets } from './build.mjs';
import { root } from './run.mjs';

const limit = 20_000;
await ensureBuilt(frontEndTargets());
const directory = join(root, 'dist/apps/widget');
const size = (file) => gzipSync(readFileSync(join(directory, file)), { level: 9 }).length;
const script = size('widget.js');
console.log(`widget.js       ${script} of ${limit} bytes (gzip), English included`);
for (const file of readdirSync(join(directory, 'widget'))) console.log(`  widget/${file}  ${size(`widget/${file}`)}`);
process.exitCode = script > limit ? 1 : 0;
