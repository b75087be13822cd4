import { takeLeftDraft } from '../service/left-drafts.ts';
import { formOf } from '../state/thread-state.ts';
import type { Stage } from './stage.ts';

/** Goes on with a text that was begun in a tab which is closed by now, unless another is begun here. */
export async function takeUp(stage: Stage, form: string): Promise<void> {
  if (stage.drafts.read(form)) return;
  const draft = await takeLeftDraft(stage.drafts, form);
  if (!draft) return;
  const { body, name, email } = draft;
  const focus = form === '' ? null : `colloquy-body-${form}`;
  stage.setForm(form, { body, name, email, round: formOf(stage.state, form).round + 1 }, focus);
}
