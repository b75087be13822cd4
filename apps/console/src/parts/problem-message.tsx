import { useTexts } from '../languages/use-texts';
import type { Problem } from '../service/problem';
import { shellTexts } from '../shell/texts';
import { Message } from './message';

/** A page that could not be loaded, and why. */
export const ProblemMessage = ({ problem, retry }: { problem: Problem; retry: () => void }) => {
  const { texts } = useTexts(shellTexts);
  const action = { label: texts.retry, run: retry };
  if (problem.code === 'offline') return <Message title={texts.offline} action={action} />;
  if (problem.status === 403) return <Message title={texts.forbidden}>{texts.forbiddenWhy}</Message>;
  return (
    <Message title={texts.failed} action={action}>
      {problem.detail || problem.title}
    </Message>
  );
};
