import { problemWords } from '../service/problem.ts';
import { useTexts } from '../desk/use-texts.ts';
import type { Problem } from '#client/problem';
import { partsTexts } from './texts.ts';

/**
 * Why something that was tried did not work, beside where it was tried. Its place is there before: read out when it
 * fills.
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
