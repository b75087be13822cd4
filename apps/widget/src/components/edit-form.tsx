import type { TreeComment } from '../state/comment-tree.ts';
import { formOf } from '../state/thread-state.ts';
import { caretToEnd, fieldText } from './field-text.ts';
import { FormFrame } from './form-frame.tsx';
import { Left } from './left.tsx';
import type { Scene } from './scene.ts';

export const EditForm = ({ scene, comment: { id, body } }: { scene: Scene; comment: TreeComment }) => {
  const { words, act } = scene;
  const label = words.text('edit');
  const form = `edit ${id}`;
  const state = formOf(scene.state, form);
  return (
    <FormFrame
      scene={scene}
      label={label}
      state={state}
      submit={words.text('save')}
      onSend={(element) => act('save', id, fieldText(element, 'body'))}
      onType={(element) => act('typed', form, { body: fieldText(element, 'body'), name: '', email: '' })}
    >
      <textarea
        id={`colloquy-body-${form}`}
        name="body"
        part="field"
        aria-label={label}
        rows={4}
        dir="auto"
        defaultValue={state.body || (body ?? '')}
        ref={caretToEnd}
      />
      <p class="hints">
        <Left words={words} left={state.left} />
      </p>
    </FormFrame>
  );
};
