import type { ComponentChildren } from 'preact';
import { useDesk } from '../desk/desk-context.ts';
import { useTexts } from '../desk/use-texts.ts';
import { ExpiredDialog } from './expired-dialog.tsx';
import { HelpDialog } from './help-dialog.tsx';
import { NavigationBar } from './navigation.tsx';
import { Notices } from './notices.tsx';
import { ReplacedDialog } from './replaced-dialog.tsx';
import { SignOutDialog } from './sign-out-dialog.tsx';
import { shellTexts } from './texts.ts';
import { ToastList } from './toast-list.tsx';
import { useGoing } from './use-going.ts';

/** The frame around every page. */
export const Frame = ({ children }: { children: ComponentChildren }) => {
  const { session, helpOpen, leaving } = useDesk();
  const state = session.state.value;
  const { texts } = useTexts(shellTexts);
  useGoing();
  return (
    <>
      <div class="frame" hidden={state.kind === 'replaced'}>
        <a class="skip button" href="#work">
          {texts.skip}
        </a>
        <NavigationBar />
        <main id="work" tabIndex={-1}>
          {children}
        </main>
        <div class="corner">
          <ToastList />
          <Notices />
        </div>
        {helpOpen.value && <HelpDialog close={() => (helpOpen.value = false)} />}
        {leaving.value && <SignOutDialog />}
        {state.kind === 'expired' && <ExpiredDialog cameBy={state.session.moderator.cameBy} />}
      </div>
      {state.kind === 'replaced' && <ReplacedDialog by={state.by} />}
    </>
  );
};
