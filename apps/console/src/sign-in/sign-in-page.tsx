import { useEffect } from 'preact/hooks';
import { useDesk } from '../desk/desk-context.ts';
import { useTexts } from '../desk/use-texts.ts';
import { signInTexts } from './texts.ts';
import { WaysIn } from './ways-in.tsx';

/** The page without a session. */
export const SignInPage = () => {
  const { session } = useDesk();
  const { texts } = useTexts(signInTexts);
  useEffect(() => {
    // They may have opened their link in another tab.
    const ask = (): void => void session.ask();
    addEventListener('focus', ask);
    return () => removeEventListener('focus', ask);
  }, [session]);
  return (
    <main class="sign-in">
      <p class="brand">
        <span aria-hidden="true" class="brand-mark" />
        Colloquy
      </p>
      <h1>{texts.signIn}</h1>
      <WaysIn />
    </main>
  );
};
