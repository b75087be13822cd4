import { parseArgs } from 'node:util';
import { fromSources, run } from './processes.ts';

export const help = `npm run generate [-- --check]: writes every file that is made from others; with --check it only says which are not current`;

/** Each writes what is not current; with `--check` it writes nothing, and fails where something is stale. */
const generators = ['contracts', 'asyncapi', 'privacy', 'commands', 'settings'].map(
  (name) => `scripts/generate/${name}.ts`,
);

export async function main(args: string[]): Promise<number> {
  parseArgs({ args, options: { check: { type: 'boolean' } } });
  for (const generator of generators) {
    const { code } = await run(fromSources(generator, ...args));
    if (code !== 0) return code;
  }
  return 0;
}
