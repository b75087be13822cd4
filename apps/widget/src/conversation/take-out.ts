import { type TreeComment, remove } from '../state/comment-tree.ts';
import { lostForm } from '../state/thread-state.ts';
import type { Stage } from './stage.ts';

/**
 * Takes what is gone off the page. A reply that somebody was writing to it stays before their eyes.
 * @param gone what stands for it while others reply to it
 */
export function takeOut(stage: Stage, id: string, gone?: TreeComment): void {
  const { panel } = stage.state;
  const isOpen = panel?.id === id;
  const lost = isOpen && panel.kind === 'reply' ? stage.drafts.read(id) : null;
  if (lost) stage.setForm(lostForm(id), { body: lost.body });
  const { comments, arrived } = stage.state;
  stage.set({
    comments: remove(comments, id, gone, lost !== null),
    arrived: arrived.filter((one) => one.id !== id),
    ...(isOpen && { panel: null }),
    ...(lost && { announcement: 'parentGone' }),
  });
}
