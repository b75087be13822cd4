import type { ReportReason } from '#contracts/vocabulary';
import { formOf } from '../state/thread-state.ts';
import { fieldText } from './field-text.ts';
import { FormFrame } from './form-frame.tsx';
import type { Scene } from './scene.ts';

/** Reports a comment to the moderators. */
export const ReportForm = ({ scene, id }: { scene: Scene; id: string }) => {
  const { words, act } = scene;
  const state = formOf(scene.state, `report ${id}`);
  return (
    <FormFrame
      scene={scene}
      state={state}
      label={words.text('report')}
      submit={words.text('sendReport')}
      onSend={(form) => act('report', id, fieldText(form, 'reason') as ReportReason, fieldText(form, 'note'))}
    >
      <input type="hidden" name="report" value={id} />
      <fieldset>
        <legend class="legend">{words.text('reportWhy')}</legend>
        {words.reasons.map(([reason, text]) => (
          <label key={reason} class="choice">
            <input type="radio" name="reason" value={reason} defaultChecked={reason === state.reason} required />
            {text}
          </label>
        ))}
      </fieldset>
      <label>
        {words.text('note')}
        <input name="note" part="field" maxLength={500} dir="auto" autocomplete="off" defaultValue={state.body} />
      </label>
    </FormFrame>
  );
};
