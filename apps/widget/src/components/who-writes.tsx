import type { FormState } from '../state/thread-state.ts';
import type { Scene } from './scene.ts';

interface Props {
  readonly scene: Scene;
  readonly form: string;
  readonly state: FormState;
}

/** The author of a form: the signed-in reader, or a guest with a name field. */
export const WhoWrites = (props: Props) => {
  const { words, state } = props.scene;
  if (state.signedIn) {
    return state.viewer?.author ? (
      <p class="as">{words.text('writingAs', { name: state.viewer.author.name })}</p>
    ) : null;
  }
  if (state.article?.rules.guestsAllowed === false && state.sessionOver) return null;
  return (
    <div class="who">
      <Field {...props} name="name" />
      <Field {...props} name="email" />
    </div>
  );
};

const Field = ({ scene: { words }, form, state, name }: Props & { name: 'name' | 'email' }) => {
  const id = `colloquy-${name}-${form}`;
  const isEmail = name === 'email';
  const { notice } = state;
  const isWrong = notice?.problem?.fields?.includes(name);
  return (
    <>
      <label for={id}>
        {words.text(name)} {isEmail && <small>({words.text('optional')})</small>}
      </label>
      <input
        id={id}
        name={name}
        part="field"
        dir="auto"
        {...(isEmail
          ? { type: 'email', autocomplete: 'email', maxLength: 254 }
          : { required: true, autocomplete: 'nickname', maxLength: 80 })}
        aria-invalid={isWrong || undefined}
        defaultValue={state[name]}
      />
    </>
  );
};
