import unhomoglyph from 'unhomoglyph';
import { undrawn } from './drawn-letters.ts';
import { accents, isLooseMark } from './marks.ts';

/** A letter without accents, by which lists are searched, and with them, by which a match is checked. */
export type Letter = readonly [plain: string, written: string];

/**
 * Returns the letters of one character for word lists, regardless of case, width and font: none, one, or several (ﬁ,
 * ß).
 */
export function lettersOf(character: string, turkish: boolean): readonly Letter[] {
  if (turkish && character === 'I') return [['i', 'ı']];
  if (character.length > 1) return supplementary(character);
  return (cached[character.charCodeAt(0)] ??= foldCharacter(character));
}

/** Indexed by code unit. Takes half a megabyte. */
const cached: (readonly Letter[] | undefined)[] = Array.from({ length: 0x10000 });
/** Characters of two code units. */
const cachedPairs = new Map<string, readonly Letter[]>();
const mostPairs = 10_000;

function supplementary(character: string): readonly Letter[] {
  const known = cachedPairs.get(character);
  if (known !== undefined) return known;
  const letters = foldCharacter(character);
  if (cachedPairs.size < mostPairs) cachedPairs.set(character, letters);
  return letters;
}

function foldCharacter(character: string): Letter[] {
  if (/\s/.test(character)) return [[' ', ' ']];
  if (unseen.test(character)) return [];
  if (/\p{Regional_Indicator}/u.test(character)) return [[indicatorOf(character), character]];
  const compatible = character.normalize('NFKC').replace(bracketed, '$1').replace(decorative, oldLookalike);
  const lower = Array.from(undrawn(compatible), lowerCase).join('').normalize('NFKC');
  return Array.from(lower).flatMap(formsOf);
}

/** Invisible characters. Some are as wide as a blank. */
const unseen = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}\ufffc\u0640\u2800\p{Emoji_Modifier}]/u;

/** ⒜ is read as a. */
const bracketed = /^[(〔](.+)[)〕]$/u;

/** Unicode's full case folding: ß becomes ss, ς becomes σ. */
function lowerCase(letter: string): string {
  if (letter === 'ı') return letter;
  return letter === 'İ' ? 'i' : letter.toLowerCase().toUpperCase().toLowerCase().normalize('NFC');
}

/** Returns the standard forms of a letter in a living script, for any keyboard layout. */
function formsOf(letter: string): Letter[] {
  if (isLooseMark.test(letter)) return [];
  if (/\p{Script=Hangul}/u.test(letter)) return jamoOf(letter).map((jamo) => [jamo, jamo]);
  if (/\p{Nd}/u.test(letter)) return [pair(asciiDigit(letter))];
  if (/[\u30a1-\u30f6]/.test(letter)) return [pair(String.fromCodePoint(letter.charCodeAt(0) - 0x60))];
  if (letter === 'แ') return [pair('เเ')];
  if (letter === 'ı') return [['i', 'ı']];
  const form = keyboardForms[letter] ?? (/[\u05d0-\u05ea]/.test(letter) ? unfinal(letter) : letter);
  return [[withoutAccents(form), form]];
}

const pair = (letter: string): Letter => [letter, letter];

/** Æ and ø have no decomposition, but Unicode's table of confusables lists them as a letter with an addition. */
export function withoutAccents(letter: string): string {
  const bare = letter.normalize('NFD').replace(accents, '').normalize('NFC');
  const look = Array.from(bare, (one) => (/\p{Script=Latin}/u.test(one) ? latinLook(one) : one)).join('');
  return Array.from(look, (one) => keyboardForms[one] ?? one).join('');
}

function latinLook(letter: string): string {
  if (letter < '\u0080') return letter;
  const look = unhomoglyph(letter).normalize('NFD').replace(accents, '');
  return /^[a-z]{1,2}$/.test(look) ? look : letter;
}

// Latin symbols (ƒ), phonetic letters and letters of dead scripts that look like plain Latin letters.
const decorative =
  /[\u0192\u0250-\u02af\u1d00-\u1d7f\u2c60-\u2c7f\ua720-\uab6f]|[\u{10280}-\u{1057f}\u{16f00}-\u{16f9f}]/gu;
function oldLookalike(character: string): string {
  const look = unhomoglyph(character).normalize('NFD').replace(accents, '');
  return /^[a-z]$/i.test(look) ? look : character;
}

/**
 * Persian and Urdu keyboards have their own Kaf, Yeh and Heh. Both Unicode's table of confusables and CLDR's Persian
 * collation equate them with the Arabic ones. They agree on no other letter that Urdu must distinguish.
 */
export const keyboardForms: Readonly<Record<string, string>> = {
  '\u06a9': '\u0643',
  '\u06aa': '\u0643',
  '\u06cc': '\u064a',
  '\u0649': '\u064a',
  '\u06c1': '\u0647',
};

/** A Hebrew final letter has the code point before that of its other form. CLDR treats both as equal. */
function unfinal(letter: string): string {
  const next = String.fromCodePoint(letter.charCodeAt(0) + 1);
  return hebrew.compare(letter, next) === 0 ? next : letter;
}
const hebrew = new Intl.Collator('he', { sensitivity: 'accent' });

/**
 * Splits a syllable into the letters it is typed with, so that ㅂㅏ equals 바, and final and initial consonants are equal.
 */
function jamoOf(hangul: string): string[] {
  return Array.from(hangul.normalize('NFKD')).flatMap((jamo) => {
    if (!/[\u1113-\u115e\u11a8-\u11c2]/.test(jamo)) return [jamo];
    const look = unhomoglyph(jamo);
    const double = doubled.find((letter) => unhomoglyph(letter) === look);
    return double === undefined ? Array.from(look) : [double];
  });
}
const doubled = ['\u1101', '\u1104', '\u1108', '\u110a', '\u110d'];

/** Unicode has the digits of a script in a row of ten, starting with zero. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 10 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value++;
  return String(value % 10);
}

/** Maps half a flag to a unit of the private use area. It counts as a letter only inside a word. */
const indicatorOf = (indicator: string): string =>
  String.fromCharCode(firstIndicator + (indicator.codePointAt(0) ?? 0) - 0x1f1e6);
const firstIndicator = 0xe000;
/** Returns the letter of a unit that stands for half a flag. */
export function spelledBy(unit: string): string | undefined {
  const at = unit.charCodeAt(0) - firstIndicator;
  return at >= 0 && at < 26 ? String.fromCharCode(0x61 + at) : undefined;
}
