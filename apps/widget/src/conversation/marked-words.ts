import type { FormProblem } from '../state/thread-state.ts';

/** The words that a rule does not allow, as they stand in the text. */
export function withWords(problem: FormProblem, body: string): FormProblem {
  const found = (problem.rules ?? []).flatMap(({ ranges = [] }) => ranges.map(([from, to]) => body.slice(from, to)));
  return found.length > 0 ? { ...problem, detail: found.join(', ') } : problem;
}
