import type { Phase } from './phase.ts';

/** Spam is mostly a first comment: somebody looks until an author has a few published ones (Coral: 2). */
export const newAuthor: Phase = (_draft, { published }, { holdNewAuthors }) =>
  published < holdNewAuthors
    ? { rule: 'new-author', ruleVersion: 1, action: 'hold', evidence: { published, needed: holdNewAuthors } }
    : undefined;
