import { formOf } from '../conversation/state';
import { FormFrame } from './form-frame';
import type { Scene } from './scene';

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
