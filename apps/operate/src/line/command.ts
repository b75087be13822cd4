import type { Config } from '#platform/config';
import type { Terminal } from './terminal.ts';

/** What a command was given on its line. */
export interface GivenOptions {
  readonly config: Config;
  readonly terminal: Terminal;
  /** What stands beside the options, in order. */
  readonly operands: readonly string[];
  /** The value of an option that takes one. */
  readonly text: (option: string) => string | undefined;
  /** All values of an option that may be given several times; undefined where it was not given. */
  readonly texts: (option: string) => string[] | undefined;
  readonly flag: (option: string) => boolean;
}

interface Option {
  /** What stands for its value in the usage; without it the option is a flag. */
  readonly value?: string;
  readonly multiple?: true;
  readonly summary: string;
}

/** One command of the program. Everything that is said of it, and how its line is read, comes from here. */
export interface OperatorCommand {
  readonly name: string;
  /** One line. */
  readonly summary: string;
  /** What stands beside the options, as the usage shows it; nothing unless given. */
  readonly operands?: string;
  readonly options?: Readonly<Record<string, Option>>;
  /**
   * Answers the exit code: 0 done, 1 refused or found something.
   * @throws UsedWrongly; whatever else is thrown ends with exit code 1
   */
  readonly run: (given: GivenOptions) => Promise<number>;
}
