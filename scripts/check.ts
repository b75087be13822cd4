// npm run check: what should hold before every commit, in half a minute, without a database.
import './node-version.mjs';
import { ensureInstalled } from './install.mjs';
import { run, script } from './run.mjs';

const checks = {
  types: script('typescript/bin/tsc', '--noEmit'),
  'types (browser)': script('typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.browser.json'),
  lint: script('oxlint/bin/oxlint', '--type-aware'),
  format: script('prettier/bin/prettier.cjs', '--check', '.'),
  rooms: [process.execPath, ['scripts/rooms.mjs', '--check']],
  generated: [process.execPath, ['scripts/generate.mjs', '--check']],
  audit: [process.execPath, ['scripts/audit.mjs']],
  'pure specs': script('jest/bin/jest.js', '--config', 'jest.pure.config.cjs'),
};

await ensureInstalled();
const outcomes = await Promise.all(
  Object.entries(checks).map(async ([name, [command, args]]) => {
    const { code, output } = await run(command, args, { quiet: true });
    console.log(`${code === 0 ? '✓' : '✗'} ${name} (${(performance.now() / 1000).toFixed(1)} s)`);
    return { name, code, output };
  }),
);
// What could not be looked at is no success: it is said again where everybody looks.
for (const { output } of outcomes.filter((one) => one.output.includes('NOT RUN'))) console.log(`? ${output.trimEnd()}`);
const failed = outcomes.filter(({ code }) => code !== 0);
for (const { name, output } of failed) console.log(`\n== ${name}\n${output.trimEnd()}`);
process.exitCode = failed.length === 0 ? 0 : 1;
