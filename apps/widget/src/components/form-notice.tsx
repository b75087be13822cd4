import type { FormState } from '../state/thread-state.ts';
import type { Scene } from './scene.ts';

/** What became of the form. The element is there before its words, so that screen readers say them. */
export const FormNotice = ({ scene, state: { notice } }: { scene: Scene; state: FormState }) => (
  <p class={notice?.problem ? 'notice bad' : 'notice'} part="notice" role="status">
    {notice && (notice.problem ? notice.text : scene.words.text(notice.outcome))}
  </p>
);
