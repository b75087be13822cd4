import type { ProblemCode } from '../problems.ts';

/** For calls that send a text: the caller may not write here, or the text is refused. */
export const ofWriting = [
  'author-banned',
  'author-suspended',
  'guests-not-allowed',
  'text-too-long',
  'text-too-short',
  'banned-words',
  'comment-gone',
] as const satisfies readonly ProblemCode[];

/** For a new comment. */
export const ofPosting = [
  ...ofWriting,
  'article-closed',
  'parent-not-found',
  'parent-not-visible',
  'thread-too-deep',
  'banned-name',
  'lookalike-name',
  'nudge',
] as const satisfies readonly ProblemCode[];

/** For a change of a comment by its author. */
export const ofAuthors = ['not-the-author', 'not-editable', 'comment-gone'] as const satisfies readonly ProblemCode[];
