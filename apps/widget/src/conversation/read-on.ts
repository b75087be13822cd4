import { commentOf } from '../service/reading.ts';
import { type TreeComment, append, appendReplies, find, withLinked } from '../state/comment-tree.ts';
import { look } from './look.ts';
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
    stage.set({ comments: append(comments, page, sort), nextCursor, following: null }, focus);
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
  const { value } = await commentOf(stage.service, comment.id);
  if (value) stage.set({ comments: withLinked(stage.state.comments, value) });
}
