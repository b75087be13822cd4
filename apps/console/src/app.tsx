import { useDesk } from './desk/desk-context.ts';
import { PageOf } from './page-of.tsx';
import { Frame } from './shell/frame.tsx';
import { Loading } from './parts/loading.tsx';
import { ReplacedDialog } from './shell/replaced-dialog.tsx';
import { SignInPage } from './sign-in/sign-in-page.tsx';
import { Unreachable } from './shell/unreachable.tsx';

/** The desk, or the way in. */
export const App = () => {
  const { session, navigation } = useDesk();
  const state = session.state.value;
  switch (state.kind) {
    case 'asking':
      return <Loading />;
    case 'unreachable':
      return <Unreachable />;
    case 'none':
      return <SignInPage />;
    case 'other':
      return <ReplacedDialog by={state.by} />;
    case 'open':
    case 'expired':
    case 'replaced':
      return (
        <Frame>
          <PageOf route={navigation.route.value} />
        </Frame>
      );
  }
};
