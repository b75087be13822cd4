import type { Drafts } from '../service/drafts.ts';
import type { Identity } from '../service/identity.ts';
import { type FormState, emptyForm } from '../state/thread-state.ts';

/** A form as its reader left it. */
export function draftedForm(form: string, drafts: Drafts, { guest }: Identity): FormState {
  const { body = '', name = guest?.name ?? '', email = '' } = drafts.read(form) ?? {};
  return { ...emptyForm, body, name, email };
}
