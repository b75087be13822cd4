import { parseArgs } from 'node:util';
import { type CommandLine, ofPackage, ofScript, type Outcome, run } from './processes.ts';

export const help = `npm run check: runs the checks to pass before every commit, without a database, in one to two minutes`;

const checks: Readonly<Record<string, CommandLine>> = {
  types: ofPackage('typescript/bin/tsc', '--noEmit'),
  'types (browser)': ofPackage('typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.browser.json'),
  lint: ofPackage('oxlint/bin/oxlint', '--type-aware'),
  format: ofPackage('prettier/bin/prettier.cjs', '--check', '.'),
  modules: ofScript('modules', '--check'),
  unused: ofPackage('knip/bin/knip.js'),
  generated: ofScript('generate', '--check'),
  audit: ofScript('audit'),
  'pure specs': ofPackage('jest/bin/jest.js', '--config', 'jest.pure.config.cjs'),
};

export async function main(args: string[]): Promise<number> {
  parseArgs({ args, options: {} });
  const outcomes = await Promise.all(Object.entries(checks).map(([name, command]) => checked(name, command)));
  // A check that could not run is no success, so it is repeated at the end.
  const notRun = outcomes.filter(({ output }) => output.includes('NOT RUN'));
  for (const { output } of notRun) console.log(`? ${output.trimEnd()}`);
  const failed = outcomes.filter(({ code }) => code !== 0);
  for (const { name, output } of failed) console.log(`\n== ${name}\n${output.trimEnd()}`);
  return failed.length === 0 ? 0 : 1;
}

async function checked(name: string, command: CommandLine): Promise<Outcome & { readonly name: string }> {
  const { code, output } = await run(command, { quiet: true });
  console.log(`${code === 0 ? '✓' : '✗'} ${name} (${(performance.now() / 1000).toFixed(1)} s)`);
  return { name, code, output };
}
