import type { FormFields } from '../state/deeds.ts';
import { formOf } from '../state/thread-state.ts';
import type { Stage } from './stage.ts';

/** Characters left from which on the form says how many. */
const fewLeft = 200;

export function typed(stage: Stage, form: string, fields: FormFields): void {
  stage.drafts.keep(form, begun(stage, fields));
  const before = formOf(stage.state, form);
  const rest = (stage.state.article?.rules.maxLength ?? Infinity) - Array.from(fields.body).length;
  const left = rest < fewLeft ? rest : null;
  if (left !== before.left || before.notice) stage.setForm(form, { left, notice: null });
}

/** What was typed, with the time when that began, where it is known. */
export const begun = ({ formToken }: Stage, fields: FormFields): FormFields => ({
  ...fields,
  token: formToken ?? undefined,
});
