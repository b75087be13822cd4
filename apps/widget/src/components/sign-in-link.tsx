import type { Scene } from './scene.ts';

/** To where the page says that its readers sign in; else the page is asked. */
export const SignInLink = ({ scene: { words, signIn, act } }: { scene: Scene }) =>
  signIn === null ? (
    <button type="button" onClick={() => act('signIn')}>
      {words.text('signIn')}
    </button>
  ) : (
    <a href={signIn}>{words.text('signIn')}</a>
  );
