import { type Panel, openPanel } from '../state/thread-state.ts';
import { draftedForm } from './drafted-form.ts';
import type { Stage } from './stage.ts';
import { takeUp } from './take-up.ts';

/** Opens a form below a comment, with what was typed there before. */
export async function open(stage: Stage, kind: Panel['kind'], id: string): Promise<void> {
  const form = kind === 'edit' ? `edit ${id}` : id;
  if (kind === 'reply' || kind === 'edit') stage.setForm(form, draftedForm(form, stage.drafts, stage.identity));
  stage.set({ panel: { kind, id } }, openPanel);
  if (kind === 'reply') await takeUp(stage, id);
}
