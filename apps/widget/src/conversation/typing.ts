import type { FormFields } from '../state/reader-actions.ts';
import { formOf } from '../state/thread-state.ts';
import type { Stage } from './stage.ts';

/** The form shows the number of characters left from here on. */
const fewLeft = 200;

export function typed(stage: Stage, form: string, fields: FormFields): void {
  stage.drafts.keep(form, begun(stage, fields));
  const before = formOf(stage.state, form);
  const rest = charactersLeft(stage, fields.body);
  const left = rest < fewLeft ? rest : null;
  if (left !== before.left || before.notice) stage.setForm(form, { left, notice: null });
}

/** The typed fields with the signed time of their beginning, if it is known. */
export const begun = ({ formToken }: Stage, fields: FormFields): FormFields => ({
  ...fields,
  token: formToken ?? undefined,
});

/** The number of characters left; negative for a text that is too long. */
export const charactersLeft = ({ state }: Stage, body: string): number =>
  (state.article?.rules.maxLength ?? Infinity) - Array.from(body).length;
