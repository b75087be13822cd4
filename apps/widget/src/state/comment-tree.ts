import type { CommentAnswer, PermalinkAnswer } from '#contracts/answers';
import { isVisible } from '#contracts/comment-life/visible';
import type { Sort } from '#contracts/embed';

export type TreeComment = CommentAnswer;
export type Tree = readonly TreeComment[];

/** Readers see a comment's text while it is published or approved. */
export const isShown = ({ status }: TreeComment): boolean => status !== 'removed' && isVisible(status);

/** A comment without a text: a placeholder above its replies. */
export const isTombstone = (comment: TreeComment): boolean => comment.author === null;

export function find(tree: Tree, id: string): TreeComment | undefined {
  for (const comment of tree) {
    const found = comment.id === id ? comment : find(comment.replies ?? [], id);
    if (found) return found;
  }
  return undefined;
}

export const ids = (tree: Tree): string[] => tree.flatMap((comment) => [comment.id, ...ids(comment.replies ?? [])]);

/** The tree with one comment changed, or without it where the change is null; the same tree when it is not in it. */
export function change(tree: Tree, id: string, to: (comment: TreeComment) => TreeComment | null): Tree {
  let changed = false;
  const next = tree.flatMap((comment) => {
    if (comment.id === id) {
      changed = true;
      return to(comment) ?? [];
    }
    const replies = comment.replies && change(comment.replies, id, to);
    if (replies === comment.replies) return comment;
    changed = true;
    return { ...comment, replies: [...(replies ?? [])] };
  });
  return changed ? next : tree;
}

/** Replaces a comment by its newer version; its replies stay. */
export function update(tree: Tree, newer: TreeComment): Tree {
  const { replies: _replies, nextReplies: _nextReplies, ...rest } = newer;
  return change(tree, newer.id, ({ excerpt, ...comment }) => {
    // A full text is not replaced by an excerpt of it.
    const whole = newer.excerpt && !excerpt && newer.editedAt === comment.editedAt;
    const { body, html } = comment;
    return { ...comment, ...rest, ...(whole && { body, html, excerpt: undefined }) };
  });
}

/**
 * Removes a comment, and every tombstone above it that then has no replies.
 * @param gone the status of its placeholder, which shows who removed it
 * @param stays keep a placeholder even without replies
 */
export function remove(tree: Tree, id: string, gone?: TreeComment, stays = false): Tree {
  const parentId = find(tree, id)?.parentId;
  const without = change(tree, id, (comment) =>
    comment.replies?.length || stays ? { ...tombstone(comment), ...(gone && { status: gone.status }) } : null,
  );
  const parent = parentId ? find(without, parentId) : undefined;
  return parent && isTombstone(parent) && !parent.replies?.length ? remove(without, parent.id) : without;
}

const tombstone = (comment: TreeComment): TreeComment => ({
  ...comment,
  status: 'removed',
  author: null,
  body: null,
  html: null,
});

/**
 * Puts a comment where it belongs: below its parent, or among the top-level ones by its time. Unchanged when its parent
 * is not there.
 */
export function insert(tree: Tree, comment: TreeComment, sort: Sort): Tree {
  const { id, parentId, createdAt: time } = comment;
  if (find(tree, id)) return update(tree, comment);
  if (parentId === null) {
    const next = tree.findIndex(({ createdAt }) =>
      sort === 'oldest' ? createdAt > time : sort === 'top' || createdAt < time,
    );
    return tree.toSpliced(next < 0 ? tree.length : next, 0, comment);
  }
  return change(tree, parentId, (parent) => ({ ...parent, replies: [...(parent.replies ?? []), comment] }));
}

/**
 * Appends a page; what is there already stays where it is.
 * @param sort of top-level comments: a page may lie between what is there
 */
export function append(tree: Tree, page: Tree, sort?: Sort): Tree {
  const known = new Set(tree.map(({ id }) => id));
  return page.reduce<Tree>((all, comment) => {
    if (!known.has(comment.id))
      return sort === 'newest' || sort === 'oldest' ? insert(all, comment, sort) : [...all, comment];
    return change(all, comment.id, (here) => ({
      ...comment,
      replies: [...append(here.replies ?? [], comment.replies ?? [])],
    }));
  }, tree);
}

/** Hangs a page of replies, given flat with parents first, below their thread. */
export function appendReplies(tree: Tree, rootId: string, replies: Tree, nextReplies: string | null): Tree {
  const grown = replies.reduce<Tree>((all, reply) => insert(all, reply, 'oldest'), tree);
  return change(grown, rootId, (thread) => {
    const { nextReplies: _nextReplies, ...root } = thread;
    return nextReplies === null ? root : { ...root, nextReplies };
  });
}

/**
 * Adds a linked comment and its ancestors to the tree. A comment that was only an excerpt is replaced.
 */
export const withLinked = (tree: Tree, { comment, ancestors }: PermalinkAnswer): Tree =>
  [...ancestors, comment].reduce<Tree>((all, one) => {
    const here = find(all, one.id);
    return here && !here.excerpt ? all : insert(all, one, 'top');
  }, tree);
