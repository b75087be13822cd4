import { parseArgs } from 'node:util';
import { fromSources, run } from './processes.ts';

export const help = `npm run generate [-- --check]: writes all generated files; with --check, lists those that are out of date`;

/** Each writes outdated files, or with `--check` fails if there are any. */
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
