import unhomoglyph from 'unhomoglyph';
import { undrawn } from './drawn-letters.ts';
import { accents, isLooseMark } from './marks.ts';

/** A letter without its accents, by which lists are searched; and with them, by which a find is judged. */
export type Letter = readonly [plain: string, written: string];

/** What one character is for lists of words, whatever its case, width and font: no letter, one, or several (ﬁ, ß). */
export function lettersOf(character: string, turkish: boolean): readonly Letter[] {
  if (turkish && character === 'I') return [['i', 'ı']];
  if (character.length > 1) return supplementary(character);
  return (remembered[character.charCodeAt(0)] ??= lettersAnew(character));
}

/** By their code unit; half a megabyte. */
const remembered: (readonly Letter[] | undefined)[] = Array.from({ length: 0x10000 });
/** Those of two code units. */
const rememberedPairs = new Map<string, readonly Letter[]>();
const mostPairs = 10_000;

function supplementary(character: string): readonly Letter[] {
  const known = rememberedPairs.get(character);
  if (known !== undefined) return known;
  const letters = lettersAnew(character);
  if (rememberedPairs.size < mostPairs) rememberedPairs.set(character, letters);
  return letters;
}

function lettersAnew(character: string): Letter[] {
  if (/\s/.test(character)) return [[' ', ' ']];
  if (unseen.test(character)) return [];
  if (/\p{Regional_Indicator}/u.test(character)) return [[indicatorOf(character), character]];
  const compatible = character.normalize('NFKC').replace(bracketed, '$1').replace(decorative, oldLookalike);
  const lower = Array.from(undrawn(compatible), lowerCase).join('').normalize('NFKC');
  return Array.from(lower).flatMap(formsOf);
}

/** What has no look of its own. Some of these have a width, as a blank has. */
const unseen = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}\ufffc\u0640\u2800\p{Emoji_Modifier}]/u;

/** ⒜ is an a. */
const bracketed = /^[(〔](.+)[)〕]$/u;

/** Case by Unicode's full folding: ß is ss, ς is σ. */
function lowerCase(letter: string): string {
  if (letter === 'ı') return letter;
  return letter === 'İ' ? 'i' : letter.toLowerCase().toUpperCase().toLowerCase().normalize('NFC');
}

/** The letter that one in a living script is written as, however the keyboard writes it. */
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

/** Æ and ø have no decomposition, and yet are letters with something added: so says Unicode's table of confusables. */
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

// Latin letters that are signs (ƒ), or phonetic ones, and letters of dead scripts, that look like plain ones.
const decorative =
  /[\u0192\u0250-\u02af\u1d00-\u1d7f\u2c60-\u2c7f\ua720-\uab6f]|[\u{10280}-\u{1057f}\u{16f00}-\u{16f9f}]/gu;
function oldLookalike(character: string): string {
  const look = unhomoglyph(character).normalize('NFD').replace(accents, '');
  return /^[a-z]$/i.test(look) ? look : character;
}

/**
 * Persian and Urdu keyboards write a Kaf, Yeh and Heh of their own. Unicode's table of confusables and CLDR's Persian
 * collation both take them for the Arabic ones; both hold for no other letter without which Urdu could not be told
 * apart.
 */
export const keyboardForms: Readonly<Record<string, string>> = {
  '\u06a9': '\u0643',
  '\u06aa': '\u0643',
  '\u06cc': '\u064a',
  '\u0649': '\u064a',
  '\u06c1': '\u0647',
};

/** Hebrew letters at the end of a word come just before their others, which CLDR does not tell from them. */
function unfinal(letter: string): string {
  const next = String.fromCodePoint(letter.charCodeAt(0) + 1);
  return hebrew.compare(letter, next) === 0 ? next : letter;
}
const hebrew = new Intl.Collator('he', { sensitivity: 'accent' });

/** A syllable in the letters it is typed with, so that ㅂㅏ is 바; what ends one syllable begins another. */
function jamoOf(hangul: string): string[] {
  return Array.from(hangul.normalize('NFKD')).flatMap((jamo) => {
    if (!/[\u1113-\u115e\u11a8-\u11c2]/.test(jamo)) return [jamo];
    const look = unhomoglyph(jamo);
    const double = doubled.find((letter) => unhomoglyph(letter) === look);
    return double === undefined ? Array.from(look) : [double];
  });
}
const doubled = ['\u1101', '\u1104', '\u1108', '\u110a', '\u110d'];

/** Digits stand in tens in Unicode, from nought on. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 10 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value++;
  return String(value % 10);
}

/** The letter of a flag's half, as one unit that no text has: it is read as a letter only where it stands in a word. */
const indicatorOf = (indicator: string): string =>
  String.fromCharCode(firstIndicator + (indicator.codePointAt(0) ?? 0) - 0x1f1e6);
const firstIndicator = 0xe000;
/** The letter of a unit that stands for half a flag. */
export function spelledBy(unit: string): string | undefined {
  const at = unit.charCodeAt(0) - firstIndicator;
  return at >= 0 && at < 26 ? String.fromCharCode(0x61 + at) : undefined;
}
