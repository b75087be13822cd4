import type { ViewerAnswer } from '#contracts/answers';
import type { TargetedMouseEvent } from 'preact';
import type { Fields } from '../conversation/intent';
import type { FormState } from '../conversation/state';
import { fieldText } from './field-text';
import { FormNotice, problemText } from './form-notice';
import { Identity } from './identity';
import type { Scene } from './scene';

interface Props {
  readonly scene: Scene;
  /** '' for a new comment, else the comment that is answered. */
  readonly form: string;
  readonly to?: string;
  readonly state: FormState;
}

/** The form for a comment or a reply. Without scripts it is posted as any form is. */
export const Composer = ({ scene, form, to, state }: Props) => {
  const { words, act, links } = scene;
  if (mustSignIn(scene)) return <SignIn scene={scene} />;
  const restriction = scene.state.viewer?.restriction;
  if (restriction) return <Restricted scene={scene} {...restriction} />;
  const label = to === undefined ? words.text('leave') : words.text('replyTo', { name: to });
  const field = `colloquy-body-${form}`;
  return (
    <form
      key={state.round}
      class="composer"
      part="form"
      method="post"
      action={links.page()}
      aria-label={label}
      noValidate={scene.state.live}
      aria-busy={state.sending}
      onSubmit={(event) => {
        event.preventDefault();
        act({ type: 'post', form, fields: fieldsOf(event.currentTarget) });
      }}
      onInput={(event) => act({ type: 'typed', form, fields: fieldsOf(event.currentTarget) })}
    >
      <label class="legend" for={field}>
        {label}
      </label>
      <Text {...{ scene, form, state, field }} />
      <Identity scene={scene} form={form} state={state} />
      <input type="hidden" name="parentId" value={form} />
      <input type="hidden" name="lang" value={words.language} />
      <input type="hidden" name="sort" value={scene.state.sort} />
      <FormNotice scene={scene} state={state} />
      <Buttons {...{ scene, form, state }} />
    </form>
  );
};

const mustSignIn = ({ state }: Scene): boolean =>
  state.phase === 'ready' && !state.signedIn && state.article?.rules.guestsAllowed === false;

type Restriction = NonNullable<ViewerAnswer['restriction']>;

const Restricted = ({ scene, kind, until, reason }: { scene: Scene } & Restriction) => (
  <p class="note" part="restricted">
    {problemText({ code: `author-${kind}`, until: until ?? undefined, detail: reason ?? undefined }, scene)}
  </p>
);

const SignIn = ({ scene: { words, signIn, act } }: { scene: Scene }) => (
  <p class="note" part="sign-in">
    {words.text('signInToWrite')}{' '}
    {signIn === null ? (
      <button type="button" onClick={() => act({ type: 'sign-in' })}>
        {words.text('signIn')}
      </button>
    ) : (
      <a href={signIn}>{words.text('signIn')}</a>
    )}
  </p>
);

const Text = ({ scene, form, state, field }: Props & { field: string }) => {
  const { words } = scene;
  return (
    <>
      <textarea
        id={field}
        name="body"
        part="field"
        rows={form === '' ? 4 : 3}
        dir="auto"
        required
        hidden={state.preview !== null}
        aria-describedby={`${field}-hints ${field}-notice`}
        defaultValue={state.body}
      />
      {state.preview !== null && (
        <div class="body preview" part="preview" dir="auto" dangerouslySetInnerHTML={{ __html: state.preview }} />
      )}
      <p class="hints" id={`${field}-hints`}>
        {words.text('hints')}
        <span class={state.left !== null && state.left < 0 ? 'left over' : 'left'} role="status">
          {state.left !== null && words.count(state.left < 0 ? 'tooLong' : 'left', Math.abs(state.left))}
        </span>
      </p>
    </>
  );
};

const Buttons = ({ scene, form, state }: Props) => {
  const { words, act } = scene;
  const nudged = state.notice && 'problem' in state.notice && state.notice.problem.code === 'nudge';
  return (
    <div class="buttons">
      <button type="submit" class="primary" part="submit" aria-disabled={state.sending}>
        {words.text(state.sending ? 'sending' : nudged ? 'sendAnyway' : 'post')}
      </button>
      {scene.state.live && (
        <button
          type="button"
          onClick={(event) =>
            act(
              state.preview === null
                ? { type: 'preview', form, body: fieldsOf(formAround(event)).body }
                : { type: 'write', form },
            )
          }
        >
          {words.text(state.preview === null ? 'preview' : 'edit')}
        </button>
      )}
      {form !== '' && scene.state.live && (
        <button type="button" onClick={() => act({ type: 'close' })}>
          {words.text('cancel')}
        </button>
      )}
    </div>
  );
};

const fieldsOf = (form: HTMLFormElement): Fields => ({
  body: fieldText(form, 'body'),
  name: fieldText(form, 'name'),
  email: fieldText(form, 'email'),
});

const formAround = (event: TargetedMouseEvent<HTMLButtonElement>): HTMLFormElement => {
  const { form } = event.currentTarget;
  if (!form) throw new Error('a button stands outside of its form');
  return form;
};
