import { createInterface } from 'node:readline/promises';
import { UsedWrongly } from './failures.ts';

/** The operator's terminal. */
export interface Terminal {
  /** Prints a line of the result to standard output. */
  readonly print: (line: string) => void;
  /** Prints a line about progress or an error to standard error. */
  readonly say: (line: string) => void;
  /** Asks for confirmation; with `--yes`, returns true without asking. @throws UsedWrongly without a terminal */
  readonly confirm: (question: string, yes: boolean) => Promise<boolean>;
}

export const processTerminal: Terminal = {
  print: (line) => void process.stdout.write(`${line}\n`),
  say: (line) => void process.stderr.write(`${line}\n`),
  confirm: async (question, yes) => {
    if (yes) return true;
    if (!process.stdin.isTTY) throw new UsedWrongly(`${question} Cannot ask without a terminal: add --yes`);
    const asking = createInterface({ input: process.stdin, output: process.stderr });
    try {
      return /^y(es)?$/i.test((await asking.question(`${question} [y/N] `)).trim());
    } finally {
      asking.close();
    }
  },
};
