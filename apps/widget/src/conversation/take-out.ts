import { type TreeComment, remove } from '../state/comment-tree.ts';
import { lostForm } from '../state/thread-state.ts';
import type { Stage } from './stage.ts';

/**
 * Removes a comment from the page. An unsent reply to it stays visible.
 * @param gone its placeholder, if it has replies
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
