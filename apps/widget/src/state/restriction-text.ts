import type { ThreadWords } from '../languages/thread-words.ts';

interface Restricted {
  readonly isBan: boolean;
  readonly until?: string | null | undefined;
  readonly reason?: string | null | undefined;
}

/** Why somebody may not write, in the reader's language and in the moderator's own words. */
export const restrictionText = ({ isBan, until, reason }: Restricted, words: ThreadWords, timeZone?: string): string =>
  [
    isBan ? words.text('banned') : words.text('suspended', { date: until ? words.date(until, timeZone) : '…' }),
    ...(reason ? [words.text('reason', { reason })] : []),
  ].join(' ');
