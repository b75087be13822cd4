import type { FormProblem } from '../state/thread-state.ts';

/**
 * A problem with what it says of this very text: the words that a rule does not allow, and that a text which is no body
 * is too long for one.
 */
export function aboutText(problem: FormProblem, body: string): FormProblem {
  if (problem.code === 'invalid-fields' && problem.fields?.[0] === 'body' && body.trim() !== '')
    return { ...problem, code: 'text-too-long' };
  const found = (problem.rules ?? []).flatMap(({ ranges = [] }) => ranges.map(([from, to]) => body.slice(from, to)));
  return found.length > 0 ? { ...problem, detail: found.join(', ') } : problem;
}
