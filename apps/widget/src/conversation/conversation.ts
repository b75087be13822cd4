import { openPanel } from '../components/form-frame.tsx';
import type { Act, Deeds } from './deeds.ts';
import { draftedForm } from './drafted-form.ts';
import { flag, like, share, showInAddress } from './react.ts';
import { load, look, more, reveal, visit } from './read.ts';
import type { Stage } from './stage.ts';
import { begin, post, preview, save, typed, withdraw } from './write.ts';

/** Does on a stage what the reader wants. */
export const actingOn =
  (stage: Stage): Act =>
  (deed, ...given) =>
    void deeds[deed](stage, ...given);

const deeds: { readonly [Deed in keyof Deeds]: (stage: Stage, ...given: Deeds[Deed]) => unknown } = {
  async load(stage) {
    await load(stage, undefined, 'colloquy-heading');
    await look(stage);
  },
  async sort(stage, sort) {
    stage.set({ sort });
    await load(stage);
    await look(stage);
  },
  more,
  reveal,
  visit(stage, id) {
    showInAddress(id);
    return visit(stage, id);
  },
  open(stage, kind, id) {
    if (kind === 'reply') stage.setForm(id, draftedForm(id, stage.drafts, stage.identity));
    stage.set({ panel: { kind, id } }, openPanel);
  },
  /** The focus goes back to the button that opened the panel. */
  close(stage) {
    const { panel } = stage.state;
    stage.set({ panel: null }, panel && `${panel.kind}-${panel.id}`);
  },
  begin,
  typed,
  preview,
  write: (stage, form) => stage.setForm(form, { preview: null }, `colloquy-body-${form}`),
  post,
  save,
  flag,
  withdraw,
  like,
  share,
  fold(stage, id) {
    const collapsed = new Set(stage.state.collapsed);
    if (!collapsed.delete(id)) collapsed.add(id);
    stage.set({ collapsed });
  },
  signIn: ({ place }) => place.askToSignIn(),
};
