import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { answerOf } from './processes.ts';
import { root } from './root.ts';

export const help = `npm run sizes: lists the ten largest source files. Above 300 lines, check that a file has one purpose`;

const kinds = ['*.ts', '*.tsx', '*.mjs', '*.cjs', '*.sql', '*.css'];

export function main(args: string[]): void {
  parseArgs({ args, options: {} });
  const files = answerOf('git', 'ls-files', '--cached', '--others', '--exclude-standard', ...kinds) ?? '';
  const sizes = files
    .split('\n')
    .filter((path) => path !== '' && !/\.spec\.tsx?$/.test(path))
    .map((path) => ({ path, lines: readFileSync(join(root, path), 'utf8').split('\n').length - 1 }))
    .toSorted((one, other) => other.lines - one.lines);
  for (const { path, lines } of sizes.slice(0, 10)) console.log(`${String(lines).padStart(5)}  ${path}`);
}
