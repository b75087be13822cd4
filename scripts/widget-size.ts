import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { ensureBuilt, frontEndTargets } from './build.ts';
import { root } from './root.ts';

/** The most bytes that every reader loads before the first comments, and after them. */
const limits = { 'widget.js': 20_000, later: 12_000 } as const;

export const help = `npm run size: prints the size of the widget's files, compressed with gzip. Fails above the limits`;

export async function main(args: string[]): Promise<number> {
  parseArgs({ args, options: {} });
  await ensureBuilt(frontEndTargets());
  const directory = join(root, 'dist/apps/widget');
  const size = (file: string): number => gzipSync(readFileSync(join(directory, file)), { level: 9 }).length;
  const files = readdirSync(join(directory, 'widget')).map((file) => `widget/${file}`);
  const languages = files.filter((file) => !isLater(file));
  const first = size('widget.js');
  const later = sum(files.filter(isLater).map(size));
  console.log(`widget.js       ${first} of ${limits['widget.js']} bytes (gzip), English included`);
  console.log(`widget/later-*  ${later} of ${limits.later}, after the first comments`);
  for (const file of languages) console.log(`  ${file}  ${size(file)}`);
  console.log(
    `all             ${first + later} in English, ${first + later + Math.max(...languages.map(size))} at most`,
  );
  return first > limits['widget.js'] || later > limits.later ? 1 : 0;
}

const isLater = (file: string): boolean => !/\/[a-z]{2}-[^/]+$/.test(file);
const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
