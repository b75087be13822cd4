import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Answer } from '#client/client';
import type { Problem } from '#client/problem';

export interface Asked<T> {
  /** The last answer. It stays during the next request, so that the layout does not jump. */
  readonly value: T | null;
  readonly problem: Problem | null;
  readonly asking: boolean;
  readonly again: () => void;
  /** Replaces the answer, for example by the answer to a change. */
  readonly put: (value: T) => void;
}

/** Asks when it is first drawn, and whenever `about` changes. Only the newest question's answer counts. */
export function useAnswer<T>(ask: () => Promise<Answer<T>>, about: string): Asked<T> {
  const [state, setState] = useState<Omit<Asked<T>, 'again' | 'put'>>({ value: null, problem: null, asking: true });
  const question = useRef(ask);
  question.current = ask;
  const newest = useRef(0);
  const again = useCallback(() => {
    const mine = ++newest.current;
    setState((before) => ({ ...before, asking: true }));
    void question.current().then((answer) => {
      if (mine !== newest.current) return;
      if (answer.ok) setState({ value: answer.value, problem: null, asking: false });
      else setState(({ value }) => ({ value, problem: answer.problem, asking: false }));
    });
  }, []);
  useEffect(() => {
    again();
    return () => void newest.current++;
  }, [again, about]);
  const put = useCallback((value: T) => setState({ value, problem: null, asking: false }), []);
  return { ...state, again, put };
}
