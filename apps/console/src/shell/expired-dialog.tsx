import type { DeskSessionAnswer } from '#contracts/desk-session';
import { useEffect } from 'preact/hooks';
import { useDesk } from '../desk/desk-context.ts';
import { useTexts } from '../desk/use-texts.ts';
import { Dialog } from '../parts/dialog.tsx';
import { WaysIn } from '../sign-in/ways-in.tsx';
import { shellTexts } from './texts.ts';

/**
 * Shown when the session ends during work: the page stays until the moderator has signed in again, in another tab. It
 * explains how, and counts their unsent actions.
 */
export const ExpiredDialog = ({ cameBy }: Pick<DeskSessionAnswer['moderator'], 'cameBy'>) => {
  const { session, outbox } = useDesk();
  const { texts, words } = useTexts(shellTexts);
  const unsent = outbox.waiting.value;
  useEffect(() => {
    const ask = (): void => void session.ask();
    addEventListener('focus', ask);
    addEventListener('online', ask);
    return () => {
      removeEventListener('focus', ask);
      removeEventListener('online', ask);
    };
  }, [session]);
  return (
    <Dialog title={texts.expired}>
      <div class="dialog-body">
        <p>{texts.expiredWhy}</p>
        {unsent > 0 && <p>{words.count(texts.keptForYou, unsent)}</p>}
        <WaysIn target="_blank" cameBy={cameBy} />
        <div class="dialog-foot">
          <button type="button" class="primary" onClick={() => void session.ask()}>
            {texts.signedIn}
          </button>
        </div>
      </div>
    </Dialog>
  );
};
