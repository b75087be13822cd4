import { useTexts } from './desk/use-texts.ts';
import { useDesk } from './desk/desk-context.ts';
import { PageOf } from './page-of.tsx';
import { Frame } from './shell/frame.tsx';
import { Loading } from './parts/loading.tsx';
import { Message } from './parts/message.tsx';
import { partsTexts } from './parts/texts.ts';
import { shellTexts } from './shell/texts.ts';
import { SignInPage } from './sign-in/sign-in-page.tsx';

/** The desk, or the way in. */
export const App = () => {
  const { session, navigation } = useDesk();
  const { texts } = useTexts(shellTexts);
  const { retry } = useTexts(partsTexts).texts;
  switch (session.state.value.kind) {
    case 'asking':
      return <Loading />;
    case 'unreachable':
      return (
        <Message title={texts.unreachable} action={{ label: retry, run: () => void session.ask() }}>
          {texts.unreachableWhy}
        </Message>
      );
    case 'none':
      return <SignInPage />;
    case 'open':
    case 'expired':
      return (
        <Frame>
          <PageOf route={navigation.route.value} />
        </Frame>
      );
  }
};
