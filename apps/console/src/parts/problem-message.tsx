import { problemWords } from '../service/problem.ts';
import { useTexts } from '../desk/use-texts.ts';
import type { Problem } from '#client/problem';
import { partsTexts } from './texts.ts';
import { Message } from './message.tsx';
import { useRecovery } from './use-recovery.ts';
import { NoAccess } from './no-access.tsx';

interface Props {
  readonly problem: Problem;
  readonly retry: () => void;
  readonly within?: boolean;
}

/** A page, or a part of one, that could not be loaded, and why. */
export const ProblemMessage = ({ problem, retry, within = false }: Props) => {
  const { texts } = useTexts(partsTexts);
  useRecovery(problem, retry);
  const action = { label: texts.retry, run: retry };
  if (problem.code === 'offline') return <Message within={within} title={texts.offline} action={action} />;
  if (problem.status === 403) return <NoAccess within={within} />;
  return (
    <Message within={within} title={texts.failed} action={action}>
      {problemWords(problem)}
    </Message>
  );
};
