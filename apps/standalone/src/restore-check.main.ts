import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { readConfig } from '#platform/config';
import { StartupError } from '#platform/startup-error';
import { exportLedger, readLedger, restoreCheck } from './restore-check';

const usage = 'npm run restore-check -- [--ledger erasures.jsonl] | --export erasures.jsonl';

async function run(): Promise<number> {
  const { values } = parseArgs({ options: { ledger: { type: 'string' }, export: { type: 'string' } } });
  const config = readConfig(process.env);
  if (values.export !== undefined) {
    process.stdout.write(`${await exportLedger(config, values.export)} erasures written to ${values.export}\n`);
    return 0;
  }
  const ledger = values.ledger === undefined ? [] : readLedger(values.ledger);
  const { stillReadable } = await restoreCheck(config, {
    ledger,
    print: (line) => void process.stdout.write(`${line}\n`),
  });
  return stillReadable === 0 ? 0 : 1;
}

run().then(
  (code) => void (process.exitCode = code),
  (error: unknown) => {
    const isUsage = error instanceof TypeError && 'code' in error;
    const known = error instanceof StartupError || isUsage || (error instanceof Error && 'syscall' in error);
    process.stderr.write(`${known ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
    if (isUsage) process.stderr.write(`${usage}\n`);
    process.exitCode = 1;
  },
);
