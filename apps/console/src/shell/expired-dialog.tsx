import { useEffect } from 'preact/hooks';
import { useDesk } from '../desk/desk-context.ts';
import { useTexts } from '../desk/use-texts.ts';
import { Dialog } from '../parts/dialog.tsx';
import { WaysIn } from '../sign-in/ways-in.tsx';
import { shellTexts } from './texts.ts';

/**
 * The session ended while somebody worked: everything stays where it is until they have signed in again, in another
 * tab.
 */
export const ExpiredDialog = () => {
  const { session } = useDesk();
  const { texts } = useTexts(shellTexts);
  useEffect(() => {
    const ask = (): void => void session.ask();
    addEventListener('focus', ask);
    return () => removeEventListener('focus', ask);
  }, [session]);
  return (
    <Dialog title={texts.expired}>
      <div class="dialog-body">
        <p>{texts.expiredWhy}</p>
        <WaysIn target="_blank" />
        <div class="dialog-foot">
          <button type="button" class="primary" onClick={() => void session.ask()}>
            {texts.signedIn}
          </button>
        </div>
      </div>
    </Dialog>
  );
};
