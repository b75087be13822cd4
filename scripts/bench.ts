// node scripts/bench.mjs <name> runs test/bench/<name>.bench.ts, straight from the sources.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';

const [name, ...args] = process.argv.slice(2);
const file = `test/bench/${name}.bench.ts`;
if (!existsSync(file)) {
  const names = readdirSync('test/bench').flatMap((entry) => entry.match(/^(.+)\.bench\.ts$/)?.[1] ?? []);
  console.error(`usage: node scripts/bench.mjs ${names.join('|')}`);
  process.exit(2);
}
const { status } = spawnSync(process.execPath, ['-C', 'source', '-r', './test/typescript.cjs', file, ...args], {
  stdio: 'inherit',
});
process.exit(status ?? 1);
