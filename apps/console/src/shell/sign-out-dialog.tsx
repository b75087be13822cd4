import { useEffect, useState } from 'preact/hooks';
import { useDesk } from '../desk/desk-context.ts';
import { useTexts } from '../desk/use-texts.ts';
import { Dialog } from '../parts/dialog.tsx';
import { signOut } from './sign-out.ts';
import { shellTexts } from './texts.ts';

/** Asks what to do with unsent actions at sign-out. */
export const SignOutDialog = () => {
  const desk = useDesk();
  const { outbox } = desk;
  const { texts, words } = useTexts(shellTexts);
  const [goesOut, setGoesOut] = useState(false);
  const unsent = outbox.waiting.value;
  const isStuck = outbox.stuck.value.length > 0;
  const stay = (): void => void (desk.leaving.value = false);
  const leave = async (): Promise<void> => {
    if (!(await signOut(desk))) setGoesOut(false);
    else stay();
  };
  useEffect(() => {
    if (goesOut && unsent === 0) void leave();
  }, [goesOut, unsent]);
  const send = (): void => {
    setGoesOut(true);
    desk.sendUnsent();
  };
  const discard = (): void => {
    setGoesOut(true);
    outbox.discardAll();
  };
  return (
    <Dialog title={texts.leaving} close={stay}>
      <div class="dialog-body">
        <p role="status">
          {words.count(texts.leavingUnsent, unsent)} {goesOut && (isStuck ? texts.notYetSent : texts.sending)}
        </p>
        <div class="dialog-foot">
          <button type="button" class="quiet" onClick={discard}>
            {texts.discardAndLeave}
          </button>
          <button type="button" onClick={stay}>
            {texts.stay}
          </button>
          <button type="button" class="primary" autofocus onClick={send}>
            {texts.sendAndLeave}
          </button>
        </div>
      </div>
    </Dialog>
  );
};
