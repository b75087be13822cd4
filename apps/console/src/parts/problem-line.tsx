import { problemWords } from '../service/problem.ts';
import { useTexts } from '../desk/use-texts.ts';
import type { Problem } from '#client/problem';
import { partsTexts } from './texts.ts';

/**
 * The message of a failed action, next to its control. The element exists before its text, so that screen readers
 * announce it.
 */
export const ProblemLine = ({ problem }: { problem: Problem | null }) => {
  const { texts } = useTexts(partsTexts);
  return (
    <p class="error problem-line" role="alert">
      {problem && (problem.code === 'offline' ? texts.offline : sentenceOf(problem, texts.failed))}
    </p>
  );
};

function sentenceOf(problem: Problem, otherwise: string): string {
  const fields = (problem.errors ?? []).map(({ pointer, detail: what }) => `${pointer.replace(/^\//, '')} ${what}`);
  return [problemWords(problem) || otherwise, ...fields].join(' · ');
}
