import { formOf } from '../conversation/state';
import { FormNotice } from './form-notice';
import type { Scene } from './scene';

export const WithdrawForm = ({ scene, id }: { scene: Scene; id: string }) => {
  const { words, act } = scene;
  const state = formOf(scene.state, `withdraw ${id}`);
  return (
    <div class="composer" role="group" aria-labelledby={`sure-${id}`}>
      <p id={`sure-${id}`} class="legend">
        {words.text('deleteSure')}
      </p>
      <FormNotice scene={scene} state={state} />
      <div class="buttons">
        <button
          type="button"
          class="primary"
          id={`sure-yes-${id}`}
          aria-disabled={state.sending}
          onClick={() => act({ type: 'withdraw', id })}
        >
          {words.text('delete')}
        </button>
        <button type="button" onClick={() => act({ type: 'close' })}>
          {words.text('cancel')}
        </button>
      </div>
    </div>
  );
};
