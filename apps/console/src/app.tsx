import { useTexts } from './desk/use-texts';
import { useDesk } from './desk/desk-context';
import { PageOf } from './page-of';
import { Frame } from './shell/frame';
import { Loading } from './parts/loading';
import { Message } from './parts/message';
import { partsTexts } from './parts/texts';
import { shellTexts } from './shell/texts';
import { SignInPage } from './sign-in/sign-in-page';

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
