import type { FlagReason } from '#contracts/vocabulary';
import { formOf } from '../conversation/state';
import { fieldText } from './field-text';
import { FormNotice } from './form-notice';
import type { Scene } from './scene';

const reasons: readonly FlagReason[] = [
  'spam',
  'abuse',
  'hate',
  'harassment',
  'misinformation',
  'off-topic',
  'illegal',
  'other',
];

/** Tells a moderator what is wrong with a comment. Works without scripts, too. */
export const ReportForm = ({ scene, id }: { scene: Scene; id: string }) => {
  const { words, act, links } = scene;
  const state = formOf(scene.state, `report ${id}`);
  return (
    <form
      class="composer"
      method="post"
      action={links.page()}
      aria-busy={state.sending}
      aria-label={words.text('report')}
      onSubmit={(event) => {
        event.preventDefault();
        const reason = fieldText(event.currentTarget, 'reason') as FlagReason;
        act({ type: 'flag', id, reason, note: fieldText(event.currentTarget, 'note') });
      }}
    >
      <input type="hidden" name="report" value={id} />
      <input type="hidden" name="lang" value={words.language} />
      <fieldset>
        <legend class="legend">{words.text('reportWhy')}</legend>
        {reasons.map((reason, index) => (
          <label key={reason} class="choice">
            <input
              id={index === 0 ? `colloquy-reasons-${id}` : undefined}
              type="radio"
              name="reason"
              value={reason}
              required
            />
            {words.reason(reason)}
          </label>
        ))}
      </fieldset>
      <label for={`colloquy-note-${id}`}>{words.text('note')}</label>
      <input id={`colloquy-note-${id}`} name="note" part="field" maxLength={500} dir="auto" autocomplete="off" />
      <FormNotice scene={scene} state={state} />
      <div class="buttons">
        <button type="submit" class="primary" aria-disabled={state.sending}>
          {words.text(state.sending ? 'sending' : 'sendReport')}
        </button>
        {scene.state.live && (
          <button type="button" onClick={() => act({ type: 'close' })}>
            {words.text('cancel')}
          </button>
        )}
      </div>
    </form>
  );
};
