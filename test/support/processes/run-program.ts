import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '../../..');

/** Runs a built program to its end and resolves with its output. Rejects when the exit code is not 0. */
export async function runProgram(
  file: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<string> {
  const env = { ...process.env, LOG_LEVEL: 'error', ...environment };
  const { stdout } = await promisify(execFile)(process.execPath, [join(root, file), ...args], { cwd: root, env });
  return stdout;
}
