import { ensureBuilt, frontEndTargets } from './build.ts';
import { ofPackage, run } from './processes.ts';

export const help = `npm test [-- Jest's own arguments]: one Jest run with everything that this machine can run, but the failures, which take minutes
npm run test:faults: those, two at a time, against the built services`;

export async function main(args: string[]): Promise<number> {
  const faults = args[0] === '--faults';
  await ensureBuilt(faults ? undefined : frontEndTargets());
  const jest = faults ? ['--config', 'jest.faults.config.cjs', ...args.slice(1)] : args;
  return (await run(ofPackage('jest/bin/jest.js', ...jest))).code;
}
