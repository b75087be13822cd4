import type { FormState } from '../conversation/state';
import type { Scene } from './scene';

/** Who writes: somebody signed in, or a guest who says a name. */
export const Identity = ({ scene, form, state }: { scene: Scene; form: string; state: FormState }) => {
  const { words } = scene;
  const { viewer, signedIn } = scene.state;
  if (signedIn) {
    return viewer?.author ? <p class="as">{words.text('writingAs', { name: viewer.author.name })}</p> : null;
  }
  const field = (name: 'name' | 'email') => `colloquy-${name}-${form}`;
  const wrong = (name: string): boolean =>
    state.notice !== null && 'problem' in state.notice && state.notice.problem.fields?.includes(name) === true;
  return (
    <div class="who">
      <label for={field('name')}>{words.text('name')}</label>
      <input
        id={field('name')}
        name="name"
        part="field"
        autocomplete="nickname"
        dir="auto"
        required
        maxLength={80}
        aria-invalid={wrong('name') || undefined}
        defaultValue={state.name}
      />
      <label for={field('email')}>
        {words.text('email')} <small>({words.text('optional')})</small>
      </label>
      <input
        id={field('email')}
        name="email"
        part="field"
        type="email"
        autocomplete="email"
        maxLength={254}
        aria-invalid={wrong('email') || undefined}
        defaultValue={state.email}
      />
    </div>
  );
};
