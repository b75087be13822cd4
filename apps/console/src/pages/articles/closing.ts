import type { ListedArticle } from '#contracts/search-answers';

export type Closing = Pick<ListedArticle, 'open' | 'closesAt' | 'closesBy' | 'closedByHand'>;

interface State {
  readonly isOpen: boolean;
  /** When the clock closed it; null for what is open, or was closed by hand. */
  readonly since: string | null;
  /** When the clock will. */
  readonly until: string | null;
}

/** The state of an article's comments at a moment: its closing time may have passed since the answer. */
export function stateOf({ closesAt, closedByHand }: Closing, time: number): State {
  if (closedByHand) return { isOpen: false, since: null, until: null };
  const isOver = closesAt !== null && Date.parse(closesAt) <= time;
  return { isOpen: !isOver, since: isOver ? closesAt : null, until: isOver ? null : closesAt };
}
