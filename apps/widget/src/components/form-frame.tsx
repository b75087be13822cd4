import type { ComponentChildren } from 'preact';
import { type FormState, openPanel } from '../state/thread-state.ts';
import { FormNotice } from './form-notice.tsx';
import type { Scene } from './scene.ts';

interface Props {
  readonly scene: Scene;
  readonly state: FormState;
  /** Its name for screen readers. */
  readonly label: string;
  readonly submit: string;
  /** Called instead of sending the form. */
  readonly onSend: (form: HTMLFormElement) => void;
  readonly onBegin?: () => void;
  readonly onType?: (form: HTMLFormElement) => void;
  /** Buttons between the one that sends and the one that closes. */
  readonly buttons?: ComponentChildren;
  readonly canClose?: boolean;
  readonly children: ComponentChildren;
}

/** A form with its notice and its buttons. Without scripts it is posted to the thread's own page, as any form is. */
export const FormFrame = ({ scene, state, canClose = true, children, ...given }: Props) => {
  const { words, links, act } = scene;
  const { live } = scene.state;
  return (
    <form
      id={canClose ? openPanel : undefined}
      class="composer"
      part="form"
      method="post"
      action={links.page()}
      aria-label={given.label}
      aria-busy={state.sending}
      onSubmit={(event) => {
        event.preventDefault();
        given.onSend(event.currentTarget);
      }}
      onFocusIn={given.onBegin}
      onInput={(event) => given.onType?.(event.currentTarget)}
    >
      {children}
      <input type="hidden" name="lang" value={words.language} />
      <input type="hidden" name="form" value={scene.formToken} />
      <FormNotice scene={scene} state={state} />
      <div class="buttons">
        <button type="submit" class="primary" part="submit" aria-disabled={state.sending}>
          {state.sending ? words.text('sending') : given.submit}
        </button>
        {live && given.buttons}
        {live && canClose && (
          <button type="button" onClick={() => act('close')}>
            {words.text('cancel')}
          </button>
        )}
      </div>
    </form>
  );
};
