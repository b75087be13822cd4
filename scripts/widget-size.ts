import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { ensureBuilt, frontEndTargets } from './build.ts';
import { root } from './root.ts';

const limit = 20_000;

export const help = `npm run size: what a reader downloads for the comments. Fails above ${limit} bytes, compressed with gzip`;

export async function main(args: string[]): Promise<number> {
  parseArgs({ args, options: {} });
  await ensureBuilt(frontEndTargets());
  const directory = join(root, 'dist/apps/widget');
  const size = (file: string): number => gzipSync(readFileSync(join(directory, file)), { level: 9 }).length;
  const widget = size('widget.js');
  console.log(`widget.js       ${widget} of ${limit} bytes (gzip), English included`);
  for (const file of readdirSync(join(directory, 'widget'))) console.log(`  widget/${file}  ${size(`widget/${file}`)}`);
  return widget > limit ? 1 : 0;
}
