import type { Comment } from '../conversation/comment-tree';
import { formOf } from '../conversation/state';
import { fieldText } from './field-text';
import { FormNotice } from './form-notice';
import type { Scene } from './scene';

export const EditForm = ({ scene, comment }: { scene: Scene; comment: Comment }) => {
  const { words, act } = scene;
  const form = `edit ${comment.id}`;
  const state = formOf(scene.state, form);
  const field = `colloquy-edit-${comment.id}`;
  return (
    <form
      class="composer"
      aria-label={words.text('edit')}
      aria-busy={state.sending}
      onSubmit={(event) => {
        event.preventDefault();
        act({ type: 'save', id: comment.id, body: fieldText(event.currentTarget, 'body') });
      }}
    >
      <label class="unseen" for={field}>
        {words.text('edit')}
      </label>
      <textarea id={field} name="body" part="field" rows={4} dir="auto" defaultValue={comment.body ?? ''} />
      <FormNotice scene={scene} state={state} />
      <div class="buttons">
        <button type="submit" class="primary" aria-disabled={state.sending}>
          {words.text(state.sending ? 'sending' : 'save')}
        </button>
        <button type="button" onClick={() => act({ type: 'close' })}>
          {words.text('cancel')}
        </button>
      </div>
    </form>
  );
};
