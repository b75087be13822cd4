import type { AuthorAnswer } from '#contracts/person-answers';

/** The number of an author's comments by status, in one form for every place of the desk. */
export interface Figures {
  /** Readers see them, whether or not a moderator approved them. */
  readonly published: number;
  /** Of these. */
  readonly approved: number;
  readonly held: number;
  readonly escalated: number;
  readonly rejected: number;
  readonly withdrawn: number;
  readonly flagged: number;
}

export function figuresOf(counts: AuthorAnswer['counts']): Figures {
  const count = (name: string): number => counts[name] ?? 0;
  return {
    published: count('published') + count('approved'),
    approved: count('approved'),
    held: count('held'),
    escalated: count('escalated'),
    rejected: count('rejected'),
    withdrawn: count('withdrawn'),
    flagged: count('flagged'),
  };
}
