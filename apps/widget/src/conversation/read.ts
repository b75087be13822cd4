import { append, appendReplies, find, ids, isShown, update, withLinked } from './comment-tree.ts';
import type { TreeComment, Tree } from './comment-tree.ts';
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

/** Follows a cursor: to more comments, or to more replies of one. */
export async function more(stage: Stage, cursor: string, rootId?: string): Promise<void> {
  if (stage.state.following === cursor) return;
  stage.set({ following: cursor });
  const { sort } = stage.state;
  const { value, problem } = await stage.service.thread({ cursor, sort });
  if (problem) {
    stage.set({ following: null, announcement: 'unreachable' });
    return;
  }
  const { comments: page, nextCursor } = value;
  const { comments } = stage.state;
  const first = page.find(({ id }) => !find(comments, id));
  const focus = first ? `comment-${first.id}` : null;
  if (rootId === undefined) {
    stage.set({ comments: append(comments, page), nextCursor, following: null }, focus);
  } else stage.set({ comments: appendReplies(comments, rootId, page, nextCursor), following: null }, focus);
  await look(stage);
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

/** Shows what came in meanwhile. */
export async function reveal(stage: Stage): Promise<void> {
  const { arrived } = stage.state;
  for (const comment of arrived) await show(stage, comment);
  const first = arrived.find(({ id }) => find(stage.state.comments, id));
  stage.set({ arrived: [] }, first ? `comment-${first.id}` : 'colloquy-heading');
}

async function show(stage: Stage, comment: TreeComment): Promise<void> {
  const { parentId } = comment;
  const { comments } = stage.state;
  if (parentId === null || find(comments, parentId)) {
    stage.set({ comments: stage.settle(comments, comment) });
    return;
  }
  const { value } = await stage.service.comment(comment.id);
  if (value) stage.set({ comments: withLinked(stage.state.comments, value) });
}

/** Compares the page with what it is now: what is there is brought up to date, what is new waits behind its button. */
export async function refresh(stage: Stage): Promise<void> {
  const { value } = await stage.service.thread({ sort: stage.state.sort, after: stage.latest() });
  if (!value) return;
  const { article, count, comments } = value;
  stage.loaded(value);
  const all = flat(comments);
  const arrived = all.filter((one) => isShown(one) && !find(stage.state.comments, one.id));
  stage.set({ article, count, arrived, comments: all.reduce<Tree>(update, stage.state.comments) });
}

const flat = (tree: Tree): TreeComment[] => tree.flatMap((one) => [one, ...flat(one.replies ?? [])]);

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
