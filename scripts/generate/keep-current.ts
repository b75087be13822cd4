import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';

const { check } = parseArgs({ options: { check: { type: 'boolean' } } }).values;

/** Writes the outdated files of a folder. With `--check`, lists them and fails instead. */
export function keepCurrent(folder: string, contents: ReadonlyMap<string, string>): void {
  for (const [path, content] of contents) {
    const file = join(folder, path);
    if (existsSync(file) && readFileSync(file, 'utf8') === content) continue;
    if (check) {
      console.error(`${file} is out of date: run \`npm run generate\``);
      process.exitCode = 1;
    } else {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
      console.log(`wrote ${file}`);
    }
  }
}
