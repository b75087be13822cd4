import { useTexts } from '../desk/use-texts';
import { signInTexts } from './texts';
import { WaysIn } from './ways-in';

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
