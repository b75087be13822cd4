import { type CommandName, commandNames, commandOf } from './commands.ts';

export type KeyStep =
  | { readonly kind: 'command'; readonly name: CommandName }
  /** The beginning of a sequence. */
  | { readonly kind: 'begun'; readonly pressed: string }
  | { readonly kind: 'nothing' };

const byKeys = new Map(commandNames.flatMap((name) => commandOf(name).keys.map((keys) => [keys, name] as const)));
const beginnings = new Set([...byKeys.keys()].filter((keys) => keys.includes(' ')).map((keys) => keys.split(' ')[0]));

/** The step that a key makes after `before`, the beginning of a sequence or ''. */
export function nextStep(before: string, key: string): KeyStep {
  const keys = before === '' ? key : `${before} ${key}`;
  const name = byKeys.get(keys);
  if (name) return { kind: 'command', name };
  if (before !== '') return { kind: 'nothing' };
  return beginnings.has(key) ? { kind: 'begun', pressed: key } : { kind: 'nothing' };
}

/** The same for a key that may mean several things: the first that means something here. */
export function firstStep(before: string, meanings: readonly string[]): KeyStep {
  const steps = meanings.map((key) => nextStep(before, key));
  return steps.find(({ kind }) => kind !== 'nothing') ?? { kind: 'nothing' };
}
