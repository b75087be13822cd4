import unhomoglyph from 'unhomoglyph';
import { undrawn } from './drawn-letters.ts';
import type { FoldedLetters } from './folded-text.ts';
import { spelledBy } from './letter-forms.ts';

/** Scripts whose letters are taken for one another's. */
export const alikeScripts = ['Latin', 'Cyrillic', 'Greek'] as const;
export type AlikeScript = (typeof alikeScripts)[number];

/** The scripts of a word, among those. */
export const scriptsOf = (word: string): AlikeScript[] => alikeScripts.filter((script) => isOf[script].test(word));
const isOf: Readonly<Record<AlikeScript, RegExp>> = {
  Latin: /\p{Script=Latin}/u,
  Cyrillic: /\p{Script=Cyrillic}/u,
  Greek: /\p{Script=Greek}/u,
};

/**
 * The text with letters of the script for those of others that look like them (UTS 39), in words that mix scripts, and
 * in words of another script than the text's. As long as the text; undefined where there is no such word.
 * @param text of `folded`, or a reading of it
 */
export function readAs(
  script: AlikeScript,
  text: string,
  folded: FoldedLetters,
  mainScript: string,
): string | undefined {
  if (!/\P{ASCII}/u.test(text)) return undefined;
  let isOther = false;
  const read = text.replace(words, (word, at: number) => {
    const alike = wordAs(script, word, at, folded, mainScript);
    isOther ||= alike !== word;
    return alike;
  });
  return isOther ? read : undefined;
}

/** Letters of scripts that write with spaces, halves of flags, and signs among letters. */
const words =
  /(?:[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\ue000-\ue019]|(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}])(?:\p{L}|(?!\p{ASCII})[\p{Sm}\p{Sc}]))+/gu;

function wordAs(script: AlikeScript, word: string, at: number, folded: FoldedLetters, mainScript: string): string {
  if (word.length === 1 || isPlain(word, script)) return word;
  const isWhole = scriptsIn(word).length === 1;
  if (isWhole && (spelled.test(word) ? !isSpelling(word) : mainScript !== script)) return word;
  const letters = Array.from(word);
  let offset = at;
  const alike = letters.map((letter) => {
    const unit = offset;
    offset += letter.length;
    return letterAs(script, letter, folded, unit);
  });
  // A word of another script that does not look like one of this script altogether is what it is.
  if (isWhole && alike.some((letter, index) => letter === letters[index])) return word;
  return alike.join('');
}

const isPlain = (word: string, script: AlikeScript): boolean => wholly[script].test(word);
const wholly: Readonly<Record<AlikeScript, RegExp>> = {
  Latin: /^\p{Script=Latin}+$/u,
  Cyrillic: /^\p{Script=Cyrillic}+$/u,
  Greek: /^\p{Script=Greek}+$/u,
};

const spelled = /^[\ue000-\ue019]+$/;
/** Two halves are a flag; three are letters. */
const isSpelling = (word: string): boolean => word.length > 2;

function scriptsIn(word: string): string[] {
  const found: string[] = scriptsOf(word);
  if (/[\ue000-\ue019]/.test(word)) found.push('flags');
  if (/(?![\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\ue000-\ue019])[^]/u.test(word)) found.push('others');
  return found;
}

/** The letter itself where nothing of the script looks like it, or where it has accents. */
function letterAs(script: AlikeScript, letter: string, folded: FoldedLetters, unit: number): string {
  const written = folded.written[unit] ?? letter;
  if (isOf[script].test(letter) || (written !== letter && folded.text.startsWith(letter, unit) && !spelledBy(letter)))
    return letter;
  const original = folded.original.slice(folded.starts[unit], folded.ends[unit]);
  const latin = spelledBy(letter) ?? latinOf(letter, original);
  if (latin === undefined || latin.length !== letter.length) return letter;
  return script === 'Latin' ? latin : (backOf(script, latin, isCapital(original)) ?? letter);
}

const isCapital = (original: string): boolean => /^\p{Lu}/u.test(original);

/** The Latin letter that one looks like, as it was written: Ν is N, and ν is v. */
function latinOf(letter: string, original: string): string | undefined {
  if (/^[a-z]$/.test(letter)) return letter;
  const [small, capital] = looksOf(letter);
  return isCapital(original) ? (capital ?? small) : (small ?? capital);
}

function looksOf(letter: string): readonly [small: string | undefined, capital: string | undefined] {
  const known = looks.get(letter);
  if (known) return known;
  const found = [lookOf(letter), lookOf(letter.toUpperCase())] as const;
  if (looks.size < mostLooks) looks.set(letter, found);
  return found;
}
const looks = new Map<string, readonly [string | undefined, string | undefined]>([['ғ', ['f', 'f']]]);
const mostLooks = 5000;

function lookOf(letter: string): string | undefined {
  const look = undrawn(unhomoglyph(letter).normalize('NFD').replaceAll(/\p{M}/gu, '')).toLowerCase();
  if (!/^[a-z]$/.test(look) || look === letter) return undefined;
  return look === 'l' && !/\p{Ll}/u.test(letter) ? 'i' : look; // what looks like a capital I is one here
}

/** The letter of the script that a Latin one looks like. */
function backOf(script: Exclude<AlikeScript, 'Latin'>, latin: string, capital: boolean): string | undefined {
  const [small, large] = (backs[script] ??= backwards(alphabets[script]));
  return capital ? (large.get(latin) ?? small.get(latin)) : (small.get(latin) ?? large.get(latin));
}
const alphabets = {
  Cyrillic: 'абвгдежзийклмнопрстуфхцчшщъыьэюяіјѕһԁԛԝѵ',
  Greek: 'αβγδεζηθικλμνξοπρστυφχψω',
} as const;
type Looks = readonly [small: Map<string, string>, large: Map<string, string>];
const backs: Partial<Record<Exclude<AlikeScript, 'Latin'>, Looks>> = {};

function backwards(alphabet: string): Looks {
  const found: Looks = [new Map(), new Map()];
  for (const letter of alphabet)
    for (const [size, look] of looksOf(letter).entries())
      if (look !== undefined && !found[size]?.has(look)) found[size]?.set(look, letter);
  return found;
}

/**
 * The script that a text is mainly in: of the words that look like nothing else; where there are none, that of the
 * page's language, or of most letters. A Russian `сор` is no `cop`.
 */
export function mainScriptOf(text: string, language: string | null | undefined): string {
  const count = { certain: new Map<string, number>(), any: new Map<string, number>() };
  for (const [word] of text.matchAll(/[\p{L}\p{M}]+/gu)) {
    const [script = 'other', ...rest] = scriptsOf(word);
    if (rest.length > 0) continue;
    count.any.set(script, (count.any.get(script) ?? 0) + word.length);
    if (!looksOtherwise(word, script)) count.certain.set(script, (count.certain.get(script) ?? 0) + word.length);
  }
  return mostOf(count.certain) ?? scriptOf(language) ?? mostOf(count.any) ?? 'Latin';
}

/** Could every letter of it be one of another script? */
function looksOtherwise(word: string, script: string): boolean {
  if (script === 'Latin') return Array.from(word).every((letter) => backOf('Cyrillic', letter, false) !== undefined);
  return Array.from(word).every((letter) => looksOf(letter).some((look) => look !== undefined));
}

function mostOf(counted: ReadonlyMap<string, number>): string | undefined {
  return [...counted].toSorted((one, other) => other[1] - one[1])[0]?.[0];
}

const scriptNames: Readonly<Record<string, string>> = { Latn: 'Latin', Cyrl: 'Cyrillic', Grek: 'Greek' };
function scriptOf(language: string | null | undefined): string | undefined {
  if (language == null) return undefined;
  try {
    return scriptNames[new Intl.Locale(language).maximize().script ?? ''] ?? 'other';
  } catch {
    return undefined;
  }
}
