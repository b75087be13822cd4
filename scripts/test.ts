// npm test [-- jest's own arguments]: one Jest run with everything that this machine can run, but the failures, which take minutes.
// npm run test:faults: those, one after the other, against the built services.
import './node-version.mjs';
import { ensureBuilt, frontEndTargets } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { run, script } from './run.mjs';

const [faults, args] = process.argv[2] === '--faults' ? [true, process.argv.slice(3)] : [false, process.argv.slice(2)];
await ensureInstalled();
await ensureBuilt(faults ? undefined : frontEndTargets());
const mode = faults ? ['--config', 'jest.faults.config.cjs', '--runInBand'] : [];
const [node, jest] = script('jest/bin/jest.js', ...mode, ...args);
process.exitCode = (await run(node, jest)).code;
