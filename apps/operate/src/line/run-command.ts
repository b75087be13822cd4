import { type ParseArgsConfig, parseArgs } from 'node:util';
import { type Config, readConfig } from '#platform/config';
import { errorCode } from '#platform/error-code';
import type { OperatorCommand, GivenOptions } from './command.ts';
import { UsedWrongly } from './failures.ts';
import { helpOf, helpOfAll, usageOf } from './help.ts';
import type { Terminal } from './terminal.ts';

/**
 * Errors that an operator can fix with the help of the message, so it is printed without a stack. Compared by name,
 * because this module does not import the modules that throw them.
 */
const expected = new Set([
  ...['StartupError', 'CannotDo', 'AlreadyUnderWay', 'CannotApply', 'CannotCompare', 'TopicMismatch'],
]);

/** Runs a command line. Returns the exit code: 0 done, 1 refused or problem found, 2 invalid usage. */
export async function runLine(
  line: readonly string[],
  commands: readonly OperatorCommand[],
  { terminal, environment }: { readonly terminal: Terminal; readonly environment: NodeJS.ProcessEnv },
): Promise<number> {
  const [name = '', ...args] = line;
  if (name === '--help' || name === 'help') return printed(terminal, helpOfAll(commands));
  const command = commands.find((one) => one.name === name);
  if (!command) {
    terminal.say(
      name === '' ? helpOfAll(commands) : `Unknown command \`${name}\`. Run \`colloquy --help\` for a list.`,
    );
    return 2;
  }
  if (args.includes('--help')) return printed(terminal, helpOf(command));
  try {
    const parsed = parse(command, args);
    return await command.run(given({ ...parsed, terminal, config: readConfig(environment) }));
  } catch (error) {
    terminal.say(messageOf(error));
    if (!(error instanceof UsedWrongly)) return 1;
    terminal.say(usageOf(command));
    return 2;
  }
}

type Described = NonNullable<ParseArgsConfig['options']>[string];
type Values = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;

function parse(
  { options = {}, operands }: OperatorCommand,
  args: readonly string[],
): { values: Values; operands: string[] } {
  const read = Object.entries(options).map(([name, { value, multiple }]): [string, Described] => [
    name,
    { type: value === undefined ? 'boolean' : 'string', ...(multiple && { multiple }) },
  ]);
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: Object.fromEntries(read),
      allowPositionals: operands !== undefined,
    });
    return { values, operands: positionals };
  } catch (error) {
    // Compared by code: within a test, Node's own errors belong to another realm.
    if (isParseError(error)) throw new UsedWrongly(error.message);
    throw error;
  }
}

const isParseError = (error: unknown): error is Error => errorCode(error)?.startsWith('ERR_PARSE_ARGS') === true;

interface Parsed {
  readonly values: Values;
  readonly operands: readonly string[];
  readonly terminal: Terminal;
  readonly config: Config;
}

const given = ({ values, ...rest }: Parsed): GivenOptions => ({
  ...rest,
  text: (option) => (typeof values[option] === 'string' ? values[option] : undefined),
  texts: (option) => {
    const value = values[option];
    return Array.isArray(value) ? value.map(String) : undefined;
  },
  flag: (option) => values[option] === true,
});

function printed(terminal: Terminal, text: string): number {
  terminal.print(text);
  return 0;
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isExpected = error instanceof UsedWrongly || expected.has(error.name) || 'syscall' in error;
  return isExpected ? error.message : (error.stack ?? error.message);
}
