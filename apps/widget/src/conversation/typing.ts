import type { FormFields } from '../state/deeds.ts';
import { formOf } from '../state/thread-state.ts';
import type { Stage } from './stage.ts';

/** Characters left from which on the form says how many. */
const fewLeft = 200;

export function typed(stage: Stage, form: string, fields: FormFields): void {
  stage.drafts.keep(form, begun(stage, fields));
  const before = formOf(stage.state, form);
  const rest = room(stage, fields.body);
  const left = rest < fewLeft ? rest : null;
  if (left !== before.left || before.notice) stage.setForm(form, { left, notice: null });
}

/** What was typed, with the time when that began, where it is known. */
export const begun = ({ formToken }: Stage, fields: FormFields): FormFields => ({
  ...fields,
  token: formToken ?? undefined,
});

/** How many characters a text may still have; negative: has too many. */
export const room = ({ state }: Stage, body: string): number =>
  (state.article?.rules.maxLength ?? Infinity) - Array.from(body).length;
