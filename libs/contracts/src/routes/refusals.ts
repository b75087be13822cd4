import type { ProblemCode } from '../problems.ts';

/** Of everything that brings a text: who may not write here, and which text is not taken. */
export const ofWriting = [
  'author-banned',
  'author-suspended',
  'guests-not-allowed',
  'text-too-long',
  'text-too-short',
  'banned-words',
  'comment-gone',
] as const satisfies readonly ProblemCode[];

/** Of a new comment, beside that. */
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

/** Of a comment that its own author changes. */
export const ofAuthors = ['not-the-author', 'not-editable', 'comment-gone'] as const satisfies readonly ProblemCode[];
