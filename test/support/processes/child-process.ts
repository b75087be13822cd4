import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A child process that the test may kill. */
export interface TestProcess {
  /** The next line of output, parsed as JSON. Rejects when the process ends without one. */
  nextLine(): Promise<Record<string, string>>;
  /** Sends a signal and waits until the process has ended. */
  end(signal: NodeJS.Signals): Promise<void>;
}

const typescript = join(import.meta.dirname, '../../../scripts/typescript.mjs');

/** Runs a TypeScript file of `programs` in a child process. */
export function spawnTypeScript(file: string, ...args: string[]): TestProcess {
  const runner = ['-C', 'source', '--import', typescript, join(import.meta.dirname, 'programs', file)];
  const child = spawn(process.execPath, [...runner, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  return {
    nextLine: async () => {
      const { value, done } = await lines.next();
      if (done === true) throw new Error(`${file} ended without another line`);
      return JSON.parse(value) as Record<string, string>;
    },
    end: async (signal) => {
      child.kill(signal);
      await closed;
    },
  };
}
