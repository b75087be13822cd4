import type { Scene } from './scene.ts';

/** A link to the page's sign-in address; without one, a button that fires an event at the page. */
export const SignInLink = ({ scene: { words, signIn, act } }: { scene: Scene }) =>
  signIn === null ? (
    <button type="button" onClick={() => act('signIn')}>
      {words.text('signIn')}
    </button>
  ) : (
    <a href={signIn}>{words.text('signIn')}</a>
  );
