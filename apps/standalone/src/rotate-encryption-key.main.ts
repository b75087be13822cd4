import 'reflect-metadata';
import { readConfig } from '#platform/config';
import { StartupError } from '#platform/startup-error';
import { rotateEncryptionKey } from './rotate-encryption-key';

async function run(): Promise<string> {
  const { rewrapped, switched } = await rotateEncryptionKey(readConfig(process.env));
  const state = switched
    ? 'the database asks for the new key from now on'
    : 'the database was under the new key already';
  return `${rewrapped} keys wrapped anew; ${state}\n`;
}

run().then(
  (line) => void process.stdout.write(line),
  (error: unknown) => {
    const known = error instanceof StartupError || (error instanceof Error && 'syscall' in error);
    process.stderr.write(`${known ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = 1;
  },
);
