import { formOf } from '../state/thread-state.ts';
import { FormFrame } from './form-frame.tsx';
import type { Scene } from './scene.ts';

export const WithdrawForm = ({ scene, id }: { scene: Scene; id: string }) => {
  const { words, act } = scene;
  const label = words.text('deleteSure');
  return (
    <FormFrame
      scene={scene}
      label={label}
      state={formOf(scene.state, `withdraw ${id}`)}
      submit={words.text('delete')}
      onSend={() => act('withdraw', id)}
    >
      <p class="legend">{label}</p>
    </FormFrame>
  );
};
