import type { FormState } from '../state/thread-state.ts';
import type { Scene } from './scene.ts';
import { SignInLink } from './sign-in-link.tsx';

/** The result of sending a form. The element exists before its text, so that screen readers announce it. */
export const FormNotice = ({ scene, state: { notice } }: { scene: Scene; state: FormState }) => {
  const { words, state } = scene;
  return (
    <p class={notice?.problem ? 'notice bad' : 'notice'} part="notice" role="status">
      {notice
        ? notice.problem
          ? notice.text
          : words.text(notice.outcome)
        : state.sessionOver && words.text('signedOut')}
      {state.sessionOver && [' ', <SignInLink key="in" scene={scene} />]}
    </p>
  );
};
