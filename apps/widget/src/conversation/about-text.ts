import type { FormProblem } from '../state/thread-state.ts';

/**
 * Adds details about the text to a problem: the words that a rule does not allow. A non-empty body that is invalid is
 * too long.
 */
export function aboutText(problem: FormProblem, body: string): FormProblem {
  if (problem.code === 'invalid-fields' && problem.fields?.[0] === 'body' && body.trim() !== '')
    return { ...problem, code: 'text-too-long' };
  const found = (problem.rules ?? []).flatMap(({ ranges = [] }) => ranges.map(([from, to]) => body.slice(from, to)));
  return found.length > 0 ? { ...problem, detail: found.join(', ') } : problem;
}
