import type { Tree } from '../state/comment-tree.ts';
import type { Stage } from './stage.ts';

/** The reader's own comments that only they see. */
export function withWaiting(stage: Stage, comments: Tree): Tree {
  const { waiting = [], decided = [] } = stage.state.viewer ?? {};
  const own = [...waiting, ...decided.map(({ comment }) => comment)];
  return own.toReversed().reduce((tree, comment) => stage.settle(tree, comment), comments);
}
