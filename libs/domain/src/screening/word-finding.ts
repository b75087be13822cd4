import type { IsSameLetter } from './accents.ts';
import { type Reading, isReadable, letterAt } from '#letters/readings';
import { beginsAt, endsAt, isWhole } from './word-boundaries.ts';
import type { Piece, WordEntry } from './word-entry.ts';

/** [begin, end) in a reading. */
export type Place = readonly [begin: number, end: number];

/** Returns the place of an entry whose anchor is at `begin`, or undefined if its other pieces do not match. */
export function findEntry(word: WordEntry, reading: Reading, begin: number, same: IsSameLetter): Place | undefined {
  let [from, to] = [begin, begin + (word.pieces[word.anchor]?.text.length ?? 0)];
  for (let index = word.anchor - 1; index >= 0; index--) {
    const hole = letterBefore(reading, from);
    const text = word.pieces[index]?.text ?? '';
    if (hole < text.length || !reading.text.startsWith(text, hole - text.length)) return undefined;
    from = hole - text.length;
  }
  for (const { text } of word.pieces.slice(word.anchor + 1)) {
    const hole = letterAfter(reading, to);
    if (hole < 0 || !reading.text.startsWith(text, hole)) return undefined;
    to = hole + text.length;
  }
  return standsAlone(word, reading, [from, to]) && hasLetters(word, reading, from, same) ? [from, to] : undefined;
}

// In f o o l y o u the ends of words are not visible. For shorter words, one visible end is no evidence.
const longEnough = 4;

/** True if a place is not a part of other words, and cuts no number or flag. */
export function standsAlone({ openStart, openEnd }: WordEntry, reading: Reading, [begin, end]: Place): boolean {
  const { folded, text } = reading;
  if (!isWhole(folded, begin) || !isWhole(folded, end)) return false;
  const begins = openStart || beginsAt(text, folded, begin, end);
  const ends = openEnd || endsAt(text, folded, begin, end);
  if (!(begins && ends) && !(folded.isSpaced && end - begin >= longEnough && (begins || ends))) return false;
  return isReadable(reading, begin, end);
}

/** Returns the start of the preceding letter, or -1 if there is none or it is a blank. */
function letterBefore({ folded, text }: Reading, at: number): number {
  let begin = at - 1;
  while (begin > 0 && folded.starts[begin] === folded.starts[begin - 1]) begin--;
  return text.charAt(begin) === ' ' ? -1 : begin;
}

function letterAfter({ folded, text }: Reading, at: number): number {
  if (at >= text.length || text.charAt(at) === ' ') return -1;
  let end = at + 1;
  while (end < text.length && folded.starts[end] === folded.starts[end - 1]) end++;
  return end;
}

function hasLetters(word: WordEntry, reading: Reading, begin: number, same: IsSameLetter): boolean {
  let at = begin;
  for (const [index, piece] of word.pieces.entries()) {
    if (index > 0) at = letterAfter(reading, at);
    if (!isWritten(piece, reading, at, same)) return false;
    at += piece.text.length;
  }
  return true;
}

/** Compares letter by letter, and æ with ae as a whole. */
function isWritten({ written }: Piece, reading: Reading, begin: number, same: IsSameLetter): boolean {
  for (let unit = 0; unit < written.length;) {
    let [listed, inText] = [written[unit] ?? '', letterAt(reading, begin + unit)];
    unit++;
    if (listed === inText) continue;
    while (unit < written.length && (written[unit] === '' || letterAt(reading, begin + unit) === '')) {
      listed += written[unit] ?? '';
      inText += letterAt(reading, begin + unit);
      unit++;
    }
    if (!same(inText, listed)) return false;
  }
  return true;
}
