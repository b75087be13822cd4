import type { FormFields } from '../state/reader-actions.ts';
import type { FormState } from '../state/thread-state.ts';
import { caretToEnd, fieldText } from './field-text.ts';
import { FormFrame } from './form-frame.tsx';
import { Left } from './left.tsx';
import { rendered } from './rendered.ts';
import { SignInLink } from './sign-in-link.tsx';
import { WhoWrites } from './who-writes.tsx';
import type { Scene } from './scene.ts';

interface Props {
  readonly scene: Scene;
  /** '' for a new comment, else the comment that is answered. */
  readonly form: string;
  readonly to?: string;
  readonly state: FormState;
}

/** The form for a comment or a reply. */
export const Composer = ({ scene, form, to, state }: Props) => {
  const { words, act } = scene;
  if (mustSignIn(scene)) return <SignIn scene={scene} />;
  const { restriction } = scene.state;
  if (restriction) {
    return (
      <p class="note" part="restricted">
        {restriction}
      </p>
    );
  }
  const label = to === undefined ? words.text('leave') : words.text('replyTo', { name: to });
  const nudged = state.notice?.problem?.code === 'nudge';
  return (
    <FormFrame
      key={state.round}
      scene={scene}
      state={state}
      label={label}
      submit={words.text(nudged ? 'sendAnyway' : 'post')}
      canClose={form !== ''}
      onSend={(element) => act('post', form, fieldsOf(element))}
      onBegin={() => act('begin', form)}
      onType={(element) => act('typed', form, fieldsOf(element))}
      buttons={<Preview scene={scene} form={form} state={state} />}
    >
      <Text scene={scene} form={form} state={state} label={label} />
      <WhoWrites scene={scene} form={form} state={state} />
      {/* Hidden from readers: only scripts fill it in. */}
      <input class="unseen" name="website" inert />
      <input type="hidden" name="parentId" value={form} />
      {nudged && <input type="hidden" name="nudged" value="true" />}
      <input type="hidden" name="sort" value={scene.state.sort} />
    </FormFrame>
  );
};

/** A reader whose session ended while writing keeps the form, with a link to sign in. */
const mustSignIn = ({ state }: Scene): boolean =>
  state.phase === 'ready' && !state.signedIn && !state.sessionOver && state.article?.rules.guestsAllowed === false;

const SignIn = ({ scene }: { scene: Scene }) => (
  <p class="note" part="sign-in">
    {scene.words.text('signInToWrite')} <SignInLink scene={scene} />
  </p>
);

const Text = ({ scene: { words }, form, state, label }: Props & { label: string }) => {
  const field = `colloquy-body-${form}`;
  const { preview, left } = state;
  return (
    <>
      <label class="legend" for={field}>
        {label}
      </label>
      <textarea
        id={field}
        name="body"
        part="field"
        rows={4}
        dir="auto"
        required
        hidden={preview !== null}
        aria-describedby={`${field}-hints`}
        defaultValue={state.body}
        ref={caretToEnd}
      />
      {preview !== null && <div class="body preview" part="preview" dir="auto" {...rendered(preview, state.body)} />}
      <p class="hints" id={`${field}-hints`}>
        {words.text('hints')}
        <Left words={words} left={left} />
      </p>
    </>
  );
};

const Preview = ({ scene: { words, act }, form, state }: Props) => (
  <button type="button" onClick={() => act(state.preview === null ? 'preview' : 'write', form)}>
    {words.text(state.preview === null ? 'preview' : 'edit')}
  </button>
);

const fieldsOf = (form: HTMLFormElement): FormFields => ({
  body: fieldText(form, 'body'),
  name: fieldText(form, 'name'),
  email: fieldText(form, 'email'),
  website: fieldText(form, 'website'),
});
