import { fitting } from '../fitting.ts';
import type { ThreadComment } from './thread-comment.ts';

/** Bytes of a comment in the response that contains it, without its replies. */
export type Weigh = (comment: ThreadComment) => number;

/** A top-level comment with its first replies, flat. */
export interface Branch {
  readonly root: ThreadComment;
  readonly replies: readonly ThreadComment[];
}

/**
 * Returns the part of a page that fits into `bytes`, in the order of the page's statement: top-level comments, then the
 * first reply of each, then the second of each. Each branch keeps the beginning of its replies, so that the parent of
 * each reply is present.
 */
export function cutPage(branches: readonly Branch[], bytes: number, weigh: Weigh): Branch[] {
  const deepest = Math.max(0, ...branches.map(({ replies }) => replies.length));
  const inOrder: { branch: number; comment: ThreadComment }[] = branches.map(({ root }, branch) => ({
    branch,
    comment: root,
  }));
  for (let rank = 0; rank < deepest; rank++)
    branches.forEach(({ replies }, branch) => {
      const comment = replies[rank];
      if (comment) inOrder.push({ branch, comment });
    });
  const kept = fitting(inOrder, bytes, ({ comment }) => weigh(comment));
  const cut: { root: ThreadComment; replies: ThreadComment[] }[] = [];
  for (const { branch, comment } of kept) {
    const here = cut[branch];
    if (here) here.replies.push(comment);
    else cut.push({ root: comment, replies: [] });
  }
  return cut;
}
