import type { History } from '../service/site-api.ts';

export interface Revision {
  readonly at: string;
  /** null once its author was erased. */
  readonly body: string | null;
}

/** The texts that a comment had, oldest first. */
export const revisionsOf = (history: History): Revision[] =>
  history.events.flatMap(({ type, at, personal }) =>
    type === 'CommentPosted' || type === 'CommentEdited' ? [{ at, body: personal?.body ?? null }] : [],
  );
