import type { ComponentChildren } from 'preact';
import { useDesk } from '../desk/desk-context';
import { useTexts } from '../desk/use-texts';
import { ExpiredDialog } from './expired-dialog';
import { HelpDialog } from './help-dialog';
import { NavigationBar } from './navigation';
import { Notices } from './notices';
import { shellTexts } from './texts';
import { ToastList } from './toast-list';
import { useGoing } from './use-going';

/** What stands around every page. */
export const Frame = ({ children }: { children: ComponentChildren }) => {
  const { session, helpOpen } = useDesk();
  const { texts } = useTexts(shellTexts);
  useGoing();
  return (
    <div class="frame">
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
      {session.state.value.kind === 'expired' && <ExpiredDialog />}
    </div>
  );
};
