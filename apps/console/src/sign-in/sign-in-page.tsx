import { useTexts } from '../desk/use-texts.ts';
import { signInTexts } from './texts.ts';
import { WaysIn } from './ways-in.tsx';

/** Nobody is signed in. */
export const SignInPage = () => {
  const { texts } = useTexts(signInTexts);
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
