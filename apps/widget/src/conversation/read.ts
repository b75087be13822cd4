import { type Tree, find, ids, withLinked } from '../state/comment-tree.ts';
import type { Stage } from './stage.ts';

/** Loads the first page in the order that the reader wants. */
export async function load(
  stage: Stage,
  asked = stage.service.thread({ sort: stage.state.sort, after: stage.latest() }),
  focus: string | null = null,
): Promise<void> {
  if (stage.state.phase === 'failed') stage.set({ phase: 'loading' });
  const { sort } = stage.state;
  const { value, problem } = await asked;
  if (stage.state.sort !== sort) return; // another order was asked for meanwhile
  if (problem) {
    stage.set({ phase: 'failed' });
    return;
  }
  const { article, count, comments, nextCursor } = value;
  stage.loaded(value);
  const shown = { article, count, comments: withWaiting(stage, comments), nextCursor, arrived: [] };
  stage.set({ phase: 'ready', now: stage.time(), ...shown }, focus);
}

/** Goes to a comment, wherever it is; what stands above it comes along. */
export async function visit(stage: Stage, id: string): Promise<void> {
  const here = find(stage.state.comments, id);
  if (!here || here.excerpt) {
    const { value } = await stage.service.comment(id);
    if (!value) return;
    stage.set({ comments: withLinked(stage.state.comments, value) });
  }
  stage.set({ target: id }, `comment-${id}`);
}

/** What only this reader may know: their waiting comments, what they like, whether they may write. */
export async function look(stage: Stage, after = stage.drafts.position()): Promise<void> {
  if ((await stage.identity.token()) === null) {
    stage.set({ viewer: null, signedIn: false });
    return;
  }
  const { value: viewer } = await stage.service.viewer(ids(stage.state.comments), after);
  // Answers overtake each other: an older one would take back what the reader was told.
  if (!viewer || viewer.now < (stage.state.viewer?.now ?? '')) return;
  stage.skew = Date.parse(viewer.now) - Date.now();
  stage.set({ viewer, signedIn: viewer.author?.kind === 'member', now: stage.time() });
  stage.set({ comments: withWaiting(stage, stage.state.comments) });
}

/** One's own comments that nobody else sees. */
function withWaiting(stage: Stage, comments: Tree): Tree {
  const { waiting = [], decided = [] } = stage.state.viewer ?? {};
  const own = [...waiting, ...decided.map(({ comment }) => comment)];
  return own.toReversed().reduce((tree, comment) => stage.settle(tree, comment), comments);
}
