import type { FoldedLetters } from '#letters/folded-text';

/** False between two units that one character of the original was folded into. */
export const isWhole = ({ starts }: FoldedLetters, at: number): boolean =>
  at === 0 || at >= starts.length || starts[at] !== starts[at - 1];

/**
 * Returns true if a listed word that begins at `at` is not the continuation of what precedes it. `reading` has the same
 * length as the folded text. The end of `[at, end)` is checked by `endsAt`.
 */
export function beginsAt(reading: string, folded: FoldedLetters, at: number, end: number): boolean {
  const first = reading.charCodeAt(at);
  const before = reading.charCodeAt(at - 1);
  if (isAsciiDigit(first)) return !continuesBefore(reading, at, end);
  if (first < 128 && before < 128) return !isAsciiLetter(before) || !isAsciiLetter(first);
  const inside = characterAt(reading, at);
  if (isPicture.test(inside)) return isBetweenPictures(folded, folded.starts[at] ?? 0);
  return at === 0 || areApart(characterBefore(reading, at), inside);
}

/** The same check for the end. */
export function endsAt(reading: string, folded: FoldedLetters, begin: number, at: number): boolean {
  const last = reading.charCodeAt(at - 1);
  const after = reading.charCodeAt(at);
  if (isAsciiDigit(last)) return !continuesAfter(reading, begin, at);
  if (last < 128 && after < 128) return !isAsciiLetter(last) || !isAsciiLetter(after);
  const inside = characterBefore(reading, at);
  if (isPicture.test(inside)) return isBetweenPictures(folded, folded.ends[at - 1] ?? 0);
  return at >= reading.length || areApart(inside, characterAt(reading, at));
}

/**
 * True unless both are letters. Letters of scripts without spaces are apart, too, but a vowel sign belongs to its
 * letter.
 */
const areApart = (before: string, after: string): boolean =>
  !isLetter.test(before) ||
  !isLetter.test(after) ||
  ((isUnspaced.test(before) || isUnspaced.test(after)) && !isMark.test(after));

const characterAt = (text: string, at: number): string =>
  at < text.length ? String.fromCodePoint(text.codePointAt(at) ?? 0) : '';

function characterBefore(text: string, at: number): string {
  const low = text.charCodeAt(at - 1);
  return low >= 0xdc00 && low <= 0xdfff ? text.slice(Math.max(0, at - 2), at) : text.charAt(at - 1);
}

const isAsciiLetter = (unit: number): boolean => (unit | 32) >= 97 && (unit | 32) <= 122;
const isAsciiDigit = (unit: number): boolean => unit >= 48 && unit <= 57;

const isLetter = /[\p{L}\p{M}]/u;
const isMark = /^\p{M}/u;
const isUnspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** Includes the halves of flags, as foldText writes them. */
const isPicture = /[\p{Extended_Pictographic}\ue000-\ue019]/u;

// More digits on either side of a number do not change the result.
const farEnough = 8;

/** `88` continues in 1988, 1.88, €88, (030) 88, A88 and in groups of digits such as telephone numbers. */
function continuesBefore(text: string, begin: number, end: number): boolean {
  const before = text.slice(Math.max(0, begin - farEnough), begin);
  if (/[\p{M}\p{Nd}]$|\p{Sc} ?$|(?:^|[ (])[.,]$|\d[.,:/'’\-–+٫٬·]$/u.test(before)) return true;
  if (/\p{L}$/u.test(before)) return !isUnspaced.test(characterBefore(before, before.length));
  if (!/\d $/.test(before)) return false;
  const isGroupOfThree = end - begin === 3 && /(?<!\d)\d{1,3} $/.test(before);
  return isGroupOfThree || /\d \d{2,} $/.test(before) || /^ \d/.test(text.slice(end, end + 2));
}

function continuesAfter(text: string, begin: number, end: number): boolean {
  const after = text.slice(end, end + farEnough);
  if (/^[\p{L}\p{M}\p{Nd}]|^ ?[\p{Sc}%‰°٪]|^[.,:/'’\-–+٫٬·]\d/u.test(after)) return true;
  if (!/^ \d/.test(after)) return false;
  const isBeforeThree = end - begin <= 3 && /^ \d{3}(?!\d)/.test(after);
  return isBeforeThree || /^ \d{2,} \d/.test(after) || /\d $/.test(text.slice(Math.max(0, begin - 2), begin));
}

/** True between whole characters as readers see them: a flag is two code points, a family more. */
function isBetweenPictures(folded: FoldedLetters, at: number): boolean {
  let known = clusters.get(folded);
  if (!known) {
    known = new Set([folded.original.length]);
    for (const { index } of graphemes.segment(folded.original)) known.add(index);
    clusters.set(folded, known);
  }
  return known.has(at);
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const clusters = new WeakMap<FoldedLetters, Set<number>>();
