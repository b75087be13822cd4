import type { ThreadAnswer } from '#contracts/answers';
import { commentOf } from '../service/reading.ts';
import {
  type Tree,
  type TreeComment,
  append,
  appendReplies,
  change,
  find,
  ids,
  isShown,
  isTombstone,
  update,
} from '../state/comment-tree.ts';
import { look } from './look.ts';
import type { Stage } from './stage.ts';
import { takeOut } from './take-out.ts';

/** Comments per request by id. */
const atOnce = 20;

/**
 * Brings the page to the state that live updates would have made: shown comments are updated, removed ones disappear,
 * and new ones wait for the button or are on the next pages.
 */
export async function catchUp(stage: Stage): Promise<void> {
  const { sort } = stage.state;
  const now = await threadNow(stage);
  if (!now || stage.state.sort !== sort) return;
  const { article, count, comments: tree } = now;
  stage.loaded(now);
  const all = flat(tree);
  for (const one of all) if (isTombstone(one) && isHere(stage, one.id)) takeOut(stage, one.id, one);
  const { comments, arrived } = stage.state;
  const isNew = (one: TreeComment): boolean => isShown(one) && !find(comments, one.id);
  const earlier = arrived.filter(({ id }) => !find(tree, id));
  stage.set({
    article,
    count,
    arrived: [...earlier, ...all.filter(isNew)],
    comments: tree.reduce(goingOn, all.reduce(update, comments)),
    nextCursor: nextOf(stage, now),
  });
  await askForMissing(stage, tree);
  await look(stage);
}

const flat = (tree: Tree): TreeComment[] => tree.flatMap((one) => [one, ...flat(one.replies ?? [])]);

const isHere = ({ state }: Stage, id: string): boolean => {
  const here = find(state.comments, id);
  return here !== undefined && !isTombstone(here);
};

/** As much of the thread as the page shows, as it is now. */
async function threadNow(stage: Stage): Promise<ThreadAnswer | null> {
  const { sort, comments } = stage.state;
  const { value: first } = await stage.service.thread({ sort, after: stage.latest() });
  if (!first) return null;
  let tree: Tree = first.comments;
  let { nextCursor } = first;
  while (nextCursor && tree.length < comments.length) {
    const { value } = await stage.service.thread({ cursor: nextCursor, sort });
    if (!value) return null;
    tree = append(tree, value.comments);
    nextCursor = value.nextCursor;
  }
  for (const { id } of tree) tree = await withReplies(stage, tree, id);
  return { ...first, comments: [...tree], nextCursor };
}

/** With as many replies of a thread as the page shows. */
async function withReplies(stage: Stage, tree: Tree, rootId: string): Promise<Tree> {
  const root = find(tree, rootId);
  const here = find(stage.state.comments, rootId);
  if (!root?.nextReplies || !here || ids([root]).length >= ids([here]).length) return tree;
  const { value } = await stage.service.thread({ cursor: root.nextReplies, sort: stage.state.sort });
  if (!value) return tree;
  return withReplies(stage, appendReplies(tree, rootId, value.comments, value.nextCursor), rootId);
}

/** A thread whose replies were complete on the page may have more now. */
const goingOn = (comments: Tree, { id, nextReplies }: TreeComment): Tree =>
  nextReplies ? change(comments, id, (here) => (here.nextReplies ? here : { ...here, nextReplies })) : comments;

/** New comments between two pages, or after the last one, are reached from the cursor of this answer. */
function nextOf({ state }: Stage, { comments, nextCursor }: ThreadAnswer): string | null {
  const last = comments.at(-1);
  const reaches = last !== undefined && find(state.comments, last.id) !== undefined;
  return reaches && state.nextCursor !== null ? state.nextCursor : nextCursor;
}

/** Comments missing from the answer may have moved to another page, or are gone. */
async function askForMissing(stage: Stage, tree: Tree): Promise<void> {
  const { comments, arrived } = stage.state;
  const missing = [...flat(comments), ...arrived].filter((one) => isShown(one) && !find(tree, one.id));
  for (let start = 0; start < missing.length; start += atOnce) {
    const asked = missing.slice(start, start + atOnce).map(async ({ id }) => {
      const { value, problem } = await commentOf(stage.service, id);
      if (value) stage.set({ comments: update(stage.state.comments, value.comment) });
      else if (problem.code === 'not-found') takeOut(stage, id);
    });
    await Promise.all(asked);
  }
}
