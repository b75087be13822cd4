import { append, appendReplies, find, isShown, update, withLinked } from '../state/comment-tree.ts';
import type { TreeComment, Tree } from '../state/comment-tree.ts';
import { look } from './read.ts';
import type { Stage } from './stage.ts';

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
