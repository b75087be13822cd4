import type { OperatorCommand } from './command.ts';

const listed = (rows: readonly (readonly [string, string])[]): string[] => {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, summary]) => `  ${name.padEnd(width)}  ${summary}`);
};

/** All commands, one line each. */
export const helpOfAll = (commands: readonly OperatorCommand[]): string =>
  [
    'colloquy <command> [options]',
    '',
    ...listed(commands.map(({ name, summary }) => [name, summary])),
    '',
    'Run `colloquy <command> --help` for its options. Exit code: 0 done, 1 refused or problem found, 2 invalid usage.',
  ].join('\n');

/** One command and its options. */
export function helpOf(command: OperatorCommand): string {
  const options = Object.entries(command.options ?? {}).map(
    ([name, { value, summary }]) => [`--${name}${value === undefined ? '' : ` <${value}>`}`, summary] as const,
  );
  return [usageOf(command), '', command.summary, ...(options.length > 0 ? ['', ...listed(options)] : [])].join('\n');
}

export const usageOf = ({ name, operands, options = {} }: OperatorCommand): string => {
  const shown = Object.entries(options).map(
    ([option, { value, multiple }]) =>
      `[--${option}${value === undefined ? '' : ` <${value}>`}]${multiple === true ? '…' : ''}`,
  );
  return ['usage: colloquy', name, ...(operands === undefined ? [] : [operands]), ...shown].join(' ');
};
