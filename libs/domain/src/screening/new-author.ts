import type { Phase } from './phase.ts';

/** Most spam is a first comment, so a moderator reviews an author's first ones (Coral: 2). */
export const newAuthor: Phase = (_draft, { published }, { holdNewAuthors }) =>
  published < holdNewAuthors
    ? { rule: 'new-author', ruleVersion: 1, action: 'hold', evidence: { published, needed: holdNewAuthors } }
    : undefined;
