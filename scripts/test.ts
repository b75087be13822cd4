import { ensureBuilt, frontEndTargets } from './build.ts';
import { ofPackage, run } from './processes.ts';

export const help = `npm test [-- Jest's arguments]: runs all specs that this machine can run, except fault specs, which take minutes
npm run test:faults: runs the fault specs, two at a time, against the built services`;

export async function main(args: string[]): Promise<number> {
  const faults = args[0] === '--faults';
  await ensureBuilt(faults ? undefined : frontEndTargets());
  const jest = faults ? ['--config', 'jest.faults.config.cjs', ...args.slice(1)] : args;
  return (await run(ofPackage('jest/bin/jest.js', ...jest))).code;
}
