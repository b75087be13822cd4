import type { TreeComment } from '../state/comment-tree.ts';
import { formOf } from '../state/thread-state.ts';
import { fieldText } from './field-text.ts';
import { FormFrame } from './form-frame.tsx';
import type { Scene } from './scene.ts';

export const EditForm = ({ scene, comment: { id, body } }: { scene: Scene; comment: TreeComment }) => {
  const { words, act } = scene;
  const label = words.text('edit');
  return (
    <FormFrame
      scene={scene}
      label={label}
      state={formOf(scene.state, `edit ${id}`)}
      submit={words.text('save')}
      onSend={(form) => act('save', id, fieldText(form, 'body'))}
    >
      <textarea name="body" part="field" aria-label={label} rows={4} dir="auto" defaultValue={body ?? ''} />
    </FormFrame>
  );
};
