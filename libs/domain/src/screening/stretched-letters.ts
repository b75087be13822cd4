import type { IsSameLetter } from './accents.ts';
import { type Reading, letterAt } from '#letters/readings';
import type { WordEntry } from './word-entry.ts';
import { type Place, standsAlone } from './word-finding.ts';

/** A text with each run of one letter reduced to a single letter. */
export interface Squeezed {
  readonly text: string;
  /** Per unit: the start of its run in the original text. One more element for the end. */
  readonly at: readonly number[];
}

/** The reduced text, or undefined if no letter is repeated three times or more. */
export const stretched = ({ text }: Reading): Squeezed | undefined =>
  /(\p{L})\1\1/u.test(text) ? squeezed(text) : undefined;

export function squeezed(text: string): Squeezed {
  const at: number[] = [];
  let once = '';
  for (const { 0: run, index } of text.matchAll(/(\p{L})\1*|[^]/gu)) {
    const letter = String.fromCodePoint(run.codePointAt(0) ?? 0);
    for (let unit = 0; unit < letter.length; unit++) at.push(index + (unit === 0 ? 0 : unit));
    once += letter;
  }
  return { text: once, at: [...at, text.length] };
}

/**
 * Returns the place of a word in which some letter is repeated three times or more. A doubled letter does not count as
 * stretched, because it may be another word.
 */
export function findStretched(
  word: WordEntry,
  reading: Reading,
  { at }: Squeezed,
  begin: number,
  same: IsSameLetter,
): Place | undefined {
  const [piece] = word.pieces;
  if (!piece) return undefined;
  const listed = squeezed(piece.text);
  const length = listed.text.length;
  const place: Place = [at[begin] ?? 0, at[begin + length] ?? 0];
  for (let unit = 0; unit < length; unit++) {
    const [from = 0, to = 0] = [at[begin + unit], at[begin + unit + 1]];
    const [listedFrom = 0, listedTo = 0] = [listed.at[unit], listed.at[unit + 1]];
    if (to - from !== listedTo - listedFrom && to - from < Math.max(3, listedTo - listedFrom)) return undefined;
    const [inText, asked] = [letterAt(reading, from), piece.written[listedFrom] ?? ''];
    if (inText !== asked && !same(inText, asked)) return undefined;
  }
  return standsAlone(word, reading, place) ? place : undefined;
}
