import { openPanel } from '../components/form-frame';
import { draftedForm } from './drafted-form';
import type { Panel } from './state';
import type { Intent } from './intent';
import { flag, like, share } from './react';
import { load, look, more, reveal, visit } from './read';
import type { Stage } from './stage';
import { post, preview, save, typed, withdraw } from './write';

export interface Surroundings {
  /** The address of a comment, for others. */
  address(id: string): string;
  /** The page is asked to let the reader sign in. */
  signIn(): void;
}

/** Does what the reader wants. */
export async function carryOut(stage: Stage, intent: Intent, around: Surroundings): Promise<void> {
  switch (intent.type) {
    case 'load':
      await load(stage, undefined, 'colloquy-heading');
      return look(stage);
    case 'sort':
      stage.set({ sort: intent.sort });
      await load(stage);
      return look(stage);
    case 'more':
      return more(stage, intent.cursor, intent.rootId);
    case 'reveal':
      return reveal(stage);
    case 'visit':
      history.replaceState(history.state, '', around.address(intent.id));
      return visit(stage, intent.id);
    case 'open':
      return open(stage, intent.panel);
    case 'close':
      return close(stage);
    case 'typed':
      return typed(stage, intent.form, intent.fields);
    case 'preview':
      return preview(stage, intent.form);
    case 'write':
      return stage.setForm(intent.form, { preview: null }, `colloquy-body-${intent.form}`);
    case 'post':
      return post(stage, intent.form, intent.fields);
    case 'save':
      return save(stage, intent.id, intent.body);
    case 'flag':
      return flag(stage, intent.id, intent.reason, intent.note);
    case 'withdraw':
      return withdraw(stage, intent.id);
    case 'like':
      return like(stage, intent.id, intent.liked);
    case 'share':
      return share(stage, around.address(intent.id));
    case 'fold':
      return fold(stage, intent.id);
    case 'sign-in':
      return around.signIn();
  }
}

function open(stage: Stage, panel: Panel): void {
  if (panel.kind === 'reply') {
    stage.setForm(panel.id, draftedForm(panel.id, stage.drafts, stage.identity));
  }
  stage.set({ panel }, openPanel);
}

/** The focus goes back to the button that opened the panel. */
function close(stage: Stage): void {
  const { panel } = stage.state;
  stage.set({ panel: null }, panel && `${panel.kind}-${panel.id}`);
}

function fold(stage: Stage, id: string): void {
  const collapsed = new Set(stage.state.collapsed);
  if (!collapsed.delete(id)) collapsed.add(id);
  stage.set({ collapsed });
}
