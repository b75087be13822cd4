import { foldText } from '#letters/folded-text';
import { leetReadings } from '#letters/leetspeak';
import { alikeIn } from '#letters/look-of-letter';

/**
 * Returns hashes that find texts with nearly the same words: the share of equal hashes is the share of common pieces
 * (MinHash). Ignores case, accents, blanks, punctuation, digits, emoji and the addresses of links, and treats letters
 * of other scripts that look alike as equal. Linear in the length. Null for a text that is too short, or has too little
 * variety, to differ from a common phrase.
 */
export function likenessOf(text: string): Uint32Array<ArrayBuffer> | null {
  const words = foldText(text.replaceAll(links, ' ')).text.normalize('NFC').replaceAll(wordsInDigits, inLetters);
  const letters = Array.from(words.replaceAll(unsaid, ''), (letter) => alikeIn('Latin', letter, false) ?? letter);
  const least = text.search(links) < 0 ? leastLetters : leastLettersWithLink;
  if (letters.reduce((sum, letter) => sum + soundsOf(letter), 0) < least) return null;
  const pieces = piecesOf(letters);
  return pieces.size < leastPieces ? null : bandsOf(pieces);
}

/** Texts with at least this many equal hashes at the same positions say nearly the same. */
export const fewestAlike = 3;

/** In a text without a link. Shorter texts are common wishes, condolences and thanks, in all languages. */
const leastLetters = 50;
/** In a text with a link. */
const leastLettersWithLink = 20;
/** Distinct pieces; “hahahahaha” has two. */
const leastPieces = 14;
/** Length of a piece, in letters. */
const pieceLetters = 4;

const links = /\b(?:https?:\/\/|www\.)[^\s<>()[\]]+/gi;
/** Matches everything but letters, and vowels that are written as marks. */
const unsaid = /[^\p{L}\p{Mc}]/gu;

/** Matches words with digits such as `h0me`, but no prices. */
const wordsInDigits = /[\p{L}\d@$]*\p{L}[\p{L}\d@$]*/gu;
const inLetters = (word: string): string => leetReadings(word)[0] ?? word;

/** Information of a character, in letters of an alphabet: a Han character is a word or half of one. */
function weightOf(letter: string): number {
  const code = letter.codePointAt(0) ?? 0;
  if (code < 0x1100) return 1;
  if (/\p{Script=Han}/u.test(letter)) return 3;
  return /[\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(letter) ? 2 : 1;
}

/** The same, plus the vowel, which most Indic scripts write as a mark that is not counted as a letter. */
const soundsOf = (letter: string): number => weightOf(letter) * (isIndic.test(letter) ? 1.5 : 1);
const isIndic =
  /[\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Tamil}\p{Script=Telugu}]/u;

/** Hashes of all runs of letters whose weight reaches that of a piece. */
function piecesOf(letters: readonly string[]): Set<number> {
  const weights = letters.map(weightOf);
  const pieces = new Set<number>();
  let [end, weight] = [0, 0];
  for (let start = 0; start < letters.length; start++) {
    while (end < letters.length && weight < pieceLetters) weight += weights[end++] ?? 0;
    if (weight < pieceLetters) break;
    pieces.add(hashOf(letters, start, end));
    weight -= weights[start] ?? 0;
  }
  return pieces;
}

/** FNV-1a with a final mix. */
function hashOf(letters: readonly string[], start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ (letters[at]?.codePointAt(0) ?? 0), 0x01000193);
  return mix(hash);
}

const bands = 32;
/** Number of smallest hashes that must agree for a band to agree. Three make chance matches rare. */
const rows = 3;

function bandsOf(pieces: ReadonlySet<number>): Uint32Array<ArrayBuffer> {
  const least = new Int32Array(bands * rows).fill(0x7fffffff);
  for (const piece of pieces)
    for (let at = 0; at < least.length; at++) {
      const hash = Math.imul(piece ^ (seeds[at] ?? 0), 0x85ebca6b);
      if (hash < (least[at] ?? 0)) least[at] = hash;
    }
  return Uint32Array.from({ length: bands }, (_, band) =>
    least.subarray(band * rows, (band + 1) * rows).reduce((hash, one) => mix(Math.imul(hash, 31) ^ one), band + 1),
  );
}

/** The finalizer of MurmurHash3. */
function mix(number: number): number {
  let hash = Math.imul(number ^ (number >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

const seeds = Int32Array.from({ length: bands * rows }, (_, at) => mix(Math.imul(at + 1, 0x9e3779b9)));
