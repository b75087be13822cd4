import { offline } from '#client/problem';
import { useDesk } from '../desk/desk-context.ts';
import { useTexts } from '../desk/use-texts.ts';
import { Message } from '../parts/message.tsx';
import { partsTexts } from '../parts/texts.ts';
import { useRecovery } from '../parts/use-recovery.ts';
import { shellTexts } from './texts.ts';

/** The service is unavailable before anything has loaded. */
export const Unreachable = () => {
  const { session } = useDesk();
  const { texts } = useTexts(shellTexts);
  const { retry } = useTexts(partsTexts).texts;
  const ask = (): void => void session.ask();
  useRecovery(offline, ask);
  return (
    <Message title={texts.unreachable} action={{ label: retry, run: ask }}>
      {texts.unreachableWhy}
    </Message>
  );
};
