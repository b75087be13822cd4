import { useContext, useLayoutEffect, useRef } from 'preact/hooks';
import { useDesk } from '../desk/desk-context.ts';
import type { CommandName } from '../keys/commands.ts';
import { InScope } from '../keys/scope.ts';

/** While the component is there and `run` is given, the command's keys call it. */
export function useCommand(name: CommandName, run: (() => void) | null): void {
  const { keyboard } = useDesk();
  const scope = useContext(InScope) ?? keyboard.page;
  const newest = useRef(run);
  newest.current = run;
  const given = run !== null;
  useLayoutEffect(() => (given ? scope.on(name, () => newest.current?.()) : undefined), [scope, name, given]);
}
