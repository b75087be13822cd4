import 'reflect-metadata';
import { readConfig } from '#platform/config';
import { StartupError } from '#platform/startup-error';
import { erasures, erasuresUsage } from './erasures';

/** `npm run -s erasures`: exit code 1 where one has taken longer than an hour. */
async function run(): Promise<number> {
  const { lines, overdue } = await erasures(readConfig(process.env), process.argv.slice(2));
  process.stdout.write(lines.map((line) => `${line}\n`).join(''));
  return overdue ? 1 : 0;
}

run().then(
  (code) => void (process.exitCode = code),
  (error: unknown) => {
    const isUsage = error instanceof TypeError && 'code' in error;
    const known = error instanceof StartupError || isUsage;
    process.stderr.write(`${known ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
    if (isUsage) process.stderr.write(`${erasuresUsage}\n`);
    process.exitCode = isUsage ? 2 : 1;
  },
);
