import { useEffect, useRef, useState } from 'preact/hooks';
import type { Answer } from '#client/client';
import type { Problem } from '#client/problem';

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

interface State<T> {
  /** Null before the first answer. What was there stays while something else is asked. */
  readonly items: readonly T[] | null;
  readonly nextCursor: string | null;
  readonly problem: Problem | null;
  readonly asking: boolean;
}

export interface Pages<T> extends State<T> {
  readonly more: () => void;
  readonly again: () => void;
}

/**
 * A list that the service gives page by page: the first one when `about` changes, each next one when it is asked for.
 */
export function usePages<T>(ask: (cursor: string | undefined) => Promise<Answer<Page<T>>>, about: string): Pages<T> {
  const [state, setState] = useState<State<T>>({ items: null, nextCursor: null, problem: null, asking: true });
  const newest = useRef(0);
  const load = (cursor: string | undefined): void => {
    const mine = ++newest.current;
    setState((before) => ({ ...before, asking: true }));
    void ask(cursor).then((answer) => {
      if (mine !== newest.current) return;
      setState((before) =>
        answer.ok ? added(cursor ? before.items : null, answer.value) : failed(before, answer.problem),
      );
    });
  };
  useEffect(() => {
    load(undefined);
    return () => void newest.current++;
  }, [about]);
  return {
    ...state,
    more: () => state.nextCursor !== null && !state.asking && load(state.nextCursor),
    again: () => load(undefined),
  };
}

const added = <T>(before: readonly T[] | null, { items, nextCursor }: Page<T>): State<T> => ({
  items: [...(before ?? []), ...items],
  nextCursor,
  problem: null,
  asking: false,
});

const failed = <T>(before: State<T>, problem: Problem): State<T> => ({ ...before, problem, asking: false });

/** An answer whose list has another name than `items`. */
export const asPage = <A extends { readonly nextCursor: string | null }, T>(
  answer: Answer<A>,
  itemsOf: (value: A) => readonly T[],
): Answer<Page<T>> =>
  answer.ok ? { ...answer, value: { items: itemsOf(answer.value), nextCursor: answer.value.nextCursor } } : answer;
