import type { FoldedLetters } from './folded-text.ts';

/**
 * Returns the words that are written with the same blank or symbol between all letters, joined by blanks; undefined if
 * there are none.
 */
export function spacedWords(folded: FoldedLetters): FoldedLetters | undefined {
  const joined: Joined = { text: '', starts: [], ends: [], written: [] };
  for (const group of groupsOf(folded)) join(joined, folded, group);
  return joined.text === '' ? undefined : { ...joined, original: folded.original, isSpaced: true };
}

type Letter = readonly [begin: number, end: number];

interface Joined {
  text: string;
  readonly starts: number[];
  readonly ends: number[];
  readonly written: string[];
}

/** A letter with its vowel signs, or a Hangul syllable, with no other letter next to it. */
const single =
  /(?<![\p{L}\p{N}\p{M}])(?:[\u1100-\u1112][\u1161-\u1175]+[\u1100-\u1112]{0,2}|[\p{L}\p{N}\ue000-\ue019]\p{M}*|[$@€!|])(?![\p{L}\p{N}\p{M}])/gu;

function groupsOf(folded: FoldedLetters): Letter[][] {
  const groups: Letter[][] = [];
  let group: Letter[] = [];
  let between = '';
  for (const { 0: letter, index } of folded.text.matchAll(single)) {
    const next: Letter = [index, index + letter.length];
    const last = group.at(-1);
    const gap = last && gapOf(folded, last[1], index);
    if (gap === undefined || (group.length > 1 && gap !== between)) {
      groups.push(group);
      // the previous letter may begin a group with another separator
      group = gap === undefined || !last ? [next] : [last, next];
    } else group.push(next);
    between = gap ?? '';
  }
  return [...groups, group].filter((letters) => isWord(folded, letters));
}

/** Returns the separator of two letters with its width; a wider one separates words. */
function gapOf({ text, starts, ends }: FoldedLetters, from: number, to: number): string | undefined {
  const width = (ends[to - 1] ?? 0) - (starts[from] ?? 0);
  return to > from && to - from <= widest && width <= 2 * widest ? `${text.slice(from, to)}${width}` : undefined;
}
const widest = 3;

/** Syllables, and words of one character, form a word from two on. */
const isWord = ({ text }: FoldedLetters, letters: readonly Letter[]): boolean =>
  letters.length > 2 ||
  (letters.length === 2 && letters.every(([begin]) => /[\p{Script=Han}\p{Script=Hangul}]/u.test(text.charAt(begin))));

function join(joined: Joined, folded: FoldedLetters, letters: readonly Letter[]): void {
  for (const [begin, end] of letters) {
    joined.text += folded.text.slice(begin, end);
    for (let unit = begin; unit < end; unit++) push(joined, folded, unit);
  }
  const end = joined.ends.at(-1) ?? 0;
  joined.text += ' ';
  joined.starts.push(end);
  joined.ends.push(end);
  joined.written.push(' ');
}

function push(joined: Joined, { starts, ends, written }: FoldedLetters, unit: number): void {
  joined.starts.push(starts[unit] ?? 0);
  joined.ends.push(ends[unit] ?? 0);
  joined.written.push(written[unit] ?? '');
}
