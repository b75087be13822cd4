import { isOwn, secondsToEdit } from '../components/scene.ts';
import type { Tree } from '../state/comment-tree.ts';
import type { Stage } from './stage.ts';

/** Called each second. Redraws ages twice a minute, and the time left to edit each second. */
export function tick(stage: Stage): void {
  const { state } = stage;
  const now = stage.time();
  if (now - state.now > 30_000 || (state.viewer && hasEditable(stage, state.comments))) stage.set({ now });
}

// Looked up with the last second still counting, so that the last one is taken away, too.
const hasEditable = (stage: Stage, tree: Tree): boolean =>
  tree.some(
    (comment) =>
      (isOwn(stage.state, comment) && secondsToEdit(stage.state, comment) > 0) ||
      hasEditable(stage, comment.replies ?? []),
  );
