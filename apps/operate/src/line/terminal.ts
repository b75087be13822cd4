import { createInterface } from 'node:readline/promises';
import { UsedWrongly } from './failures.ts';

/** Where a command speaks to its operator. */
export interface Terminal {
  /** A line of its answer, on standard output. */
  readonly print: (line: string) => void;
  /** A line about how it goes, on standard error. */
  readonly say: (line: string) => void;
  /** Asks; true without asking where `--yes` was given. @throws UsedWrongly where there is nobody to ask */
  readonly confirm: (question: string, yes: boolean) => Promise<boolean>;
}

export const processTerminal: Terminal = {
  print: (line) => void process.stdout.write(`${line}\n`),
  say: (line) => void process.stderr.write(`${line}\n`),
  confirm: async (question, yes) => {
    if (yes) return true;
    if (!process.stdin.isTTY) throw new UsedWrongly(`${question} There is no terminal to ask on: add --yes`);
    const asking = createInterface({ input: process.stdin, output: process.stderr });
    try {
      return /^y(es)?$/i.test((await asking.question(`${question} [y/N] `)).trim());
    } finally {
      asking.close();
    }
  },
};
