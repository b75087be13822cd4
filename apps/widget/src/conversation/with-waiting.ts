import type { Tree } from '../state/comment-tree.ts';
import type { Stage } from './stage.ts';

/** One's own comments that nobody else sees. */
export function withWaiting(stage: Stage, comments: Tree): Tree {
  const { waiting = [], decided = [] } = stage.state.viewer ?? {};
  const own = [...waiting, ...decided.map(({ comment }) => comment)];
  return own.toReversed().reduce((tree, comment) => stage.settle(tree, comment), comments);
}
