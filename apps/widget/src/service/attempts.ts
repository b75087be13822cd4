import type { FormFields } from '../state/reader-actions.ts';
import type { Drafts, FormDraft } from './drafts.ts';
import { newKey } from './new-key.ts';

export interface Attempt extends FormDraft {
  readonly key: string;
}

/** The attempt to post a text: the same one until an answer came, also after a reload. */
export function attempt(drafts: Drafts, form: string, fields: FormFields): Attempt {
  drafts.keep(form, fields);
  const draft = { key: newKey(), secret: newKey(), ...(drafts.read(form) ?? fields) };
  drafts.write(form, draft);
  return draft;
}

/** An answer came: sent again, the text is a new request. */
export function answered(drafts: Drafts, form: string, nudged: boolean): void {
  const draft = drafts.read(form);
  if (!draft) return;
  const { key: _key, ...text } = draft;
  drafts.write(form, { ...text, nudged });
}
