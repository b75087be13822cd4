// npm run generate [-- --check]: writes every file that is made from others; with --check it only says which are not current.
import './node-version.mjs';
import { ensureInstalled } from './install.mjs';
import { run } from './run.mjs';

/** Each a file that node runs with the arguments given here; with `--check` it must write nothing and fail where something is stale. */
const generators = ['scripts/generate-contracts.cjs', 'scripts/generate-asyncapi.cjs'];

await ensureInstalled();
for (const generator of generators) {
  const { code } = await run(process.execPath, [generator, ...process.argv.slice(2)]);
  if (code !== 0) process.exit(code);
}
