import type { Config } from '#platform/config';
import type { Terminal } from './terminal.ts';

/** The parsed command line of a command, with what it needs to run. */
export interface GivenOptions {
  readonly config: Config;
  readonly terminal: Terminal;
  /** Arguments that are not options, in order. */
  readonly operands: readonly string[];
  /** The value of an option that takes one. */
  readonly text: (option: string) => string | undefined;
  /** All values of a repeatable option. Undefined if it was not given. */
  readonly texts: (option: string) => string[] | undefined;
  readonly flag: (option: string) => boolean;
}

interface Option {
  /** Placeholder for the value in the usage line. Without it, the option is a flag. */
  readonly value?: string;
  readonly multiple?: true;
  readonly summary: string;
}

/** One command of the program: the source of its usage, its help, its documentation and its parsing. */
export interface OperatorCommand {
  readonly name: string;
  /** One line. */
  readonly summary: string;
  /** Arguments that are not options, as the usage line shows them. None by default. */
  readonly operands?: string;
  readonly options?: Readonly<Record<string, Option>>;
  /**
   * Returns the exit code: 0 done, 1 refused, or a problem was found.
   * @throws UsedWrongly for exit code 2; other errors end with exit code 1
   */
  readonly run: (given: GivenOptions) => Promise<number>;
}
