import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { minVersion } from 'semver';
import { z } from 'zod';
import { Failure } from './failure.ts';
import { jsonFile } from './json-file.ts';
import { type CommandLine, run } from './processes.ts';
import { root } from './root.ts';

export const help = `npm run test:nodes [-- --no-smoke] [version…]: runs specs and the smoke test on other versions of Node, which npm fetches
The default is the lowest version that package.json allows, and the newest one that was tried.
The specs are the pure ones and those of the platform, which also start processes. With --no-smoke, it runs no smoke test.`;

/** Fixed, so that a new release does not fail a run of the same code. */
const newest = '26.12.1';

const Package = z.object({ engines: z.object({ node: z.string() }) });

export async function main(args: string[]): Promise<void> {
  const options = { 'no-smoke': { type: 'boolean' } } as const;
  const { positionals, values } = parseArgs({ args, options, allowPositionals: true });
  for (const version of positionals.length > 0 ? positionals : [lowest(), newest]) {
    await on(version, 'pure specs', 'test', '--config', 'jest.pure.config.cjs', '--reporters=summary');
    await on(version, 'specs of the platform', 'test', 'libs/platform', '--reporters=summary');
    if (values['no-smoke'] !== true) await on(version, 'smoke test', 'smoke');
  }
}

function lowest(): string {
  const { engines } = jsonFile(join(root, 'package.json'), Package);
  return String(minVersion(engines.node));
}

/** Runs one of these scripts on this version. Everything that it starts finds that Node first in its PATH. */
async function on(version: string, title: string, ...script: string[]): Promise<void> {
  console.log(`\nNode ${version}: ${title}`);
  const node = `--package=node-${process.platform}-${process.arch}@${version}`;
  const command: CommandLine = ['npm', 'exec', '--yes', node, '--', 'node', 'scripts/run.mjs', ...script];
  const { code } = await run(command);
  if (code !== 0) throw new Failure(`Node ${version}: the ${title} failed`, code);
}
