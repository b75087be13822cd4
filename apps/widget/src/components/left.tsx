import type { ThreadWords } from '../languages/thread-words.ts';

/** How many characters a text may still have, or has too many. */
export const Left = ({ words, left }: { words: ThreadWords; left: number | null }) => (
  <span class={left !== null && left < 0 ? 'over' : undefined} role="status">
    {left !== null && words.counted(left < 0 ? 'tooLong' : 'left', Math.abs(left))}
  </span>
);
