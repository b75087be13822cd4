import { type FoldedLetters, foldText } from '#letters/folded-text';
import { foldedTexts } from '#letters/folded-texts';
import { mayBeLeet } from '#letters/leetspeak';
import { type Reading, allReadingsOf, isReadable, unmixed } from '#letters/readings';

/**
 * A run of letters or digits, or an emoji, in a text: [start, end) in UTF-16 code units. `folded` is the form used for
 * comparisons.
 */
export interface Token {
  readonly start: number;
  readonly end: number;
  readonly folded: string;
  /** True for scripts without spaces between words, in which a token is a run of several words. */
  readonly unspaced: boolean;
  /** For runs without spaces: the source range of each code unit of `folded`. */
  readonly places: readonly (readonly [start: number, end: number])[];
}

/** Length to which words are cut, in the index and in queries. */
const longest = 40;

/**
 * Returns the distinct words of a text as the index stores them: folded as word lists are, without accents. Text in
 * Chinese, Japanese, Thai and similar scripts is split into pairs of characters, because dictionaries split the same
 * text differently from sentence to sentence and from version to version.
 */
export function indexWords(text: string): string[] {
  // Half of all texts are ASCII, for which this is six times as fast.
  if (ascii.test(text) && !mayBeLeet(text))
    return [...new Set((text.toLowerCase().match(/[a-z0-9]+/g) ?? []).map(cut))];
  const words = new Set<string>();
  for (const tokens of [tokensOf(text), otherTokensOf(text)])
    for (const { folded, unspaced } of tokens) {
      if (!unspaced) words.add(cut(folded));
      else for (const pair of pairsOf(folded)) words.add(pair);
    }
  return [...words];
}

/** A word that must match; with `prefix`, any word that begins with it. */
export interface Term {
  readonly word: string;
  readonly prefix: boolean;
}

/** Returns the terms of a query: every word must match, and the last one may be incomplete. */
export function termsOf(query: string): Term[] {
  const tokens = queryTokens(query);
  return tokens.flatMap(({ folded, unspaced }, index): Term[] => {
    if (!unspaced) return [{ word: cut(folded), prefix: index === tokens.length - 1 }];
    const pairs = pairsOf(folded);
    if (pairs.length === 1) return pairs.map((word) => ({ word, prefix: true }));
    return pairs.slice(0, -1).map((word) => ({ word, prefix: false }));
  });
}

/** A word that mixes scripts is read as the word that it looks like, which the index contains, too. */
export function queryTokens(query: string): Token[] {
  if (ascii.test(query)) return [...asciiTokens(query)];
  const folded = foldText(query);
  return [...tokensIn(folded, unmixed(folded))];
}

/** Combines all terms in PostgreSQL's `tsquery` syntax. */
export const toTsQuery = (terms: readonly Term[]): string =>
  terms.map(({ word, prefix }) => `'${word.replaceAll(/['\\]/g, '$&$&')}'${prefix ? ':*' : ''}`).join(' & ');

/** The words of a text as it is written. */
export function* tokensOf(text: string): Generator<Token> {
  if (ascii.test(text)) return yield* asciiTokens(text);
  const folded = foldText(text);
  yield* tokensIn(folded, folded.text);
}

function* tokensIn(folded: FoldedLetters, read: string): Generator<Token> {
  for (const [at, end] of wordsIn(read)) yield* partsOf(read, folded, at, end);
}

/**
 * Yields additional words that a text can be read as, by the rules of word lists: with lookalikes of other scripts, and
 * with digits and symbols inside words. Most texts have none.
 */
export function* otherTokensOf(text: string): Generator<Token> {
  if (ascii.test(text) && !mayBeLeet(text)) return;
  for (const [index, folded] of foldedTexts(text, null, false).entries())
    for (const reading of allReadingsOf(folded))
      for (const [at, end] of wordsIn(reading.text)) {
        const word = reading.text.slice(at, end);
        const isNew = index > 0 || word !== folded.text.slice(at, end);
        if (isNew && isReadable(reading, at, end)) yield* partsOf(reading.text, folded, at, end);
        if (!reading.isLeet && besideDigits.test(word)) yield* lettersOf(reading, at, end);
      }
}

/** Word lists find idiot in 88idiot. */
const besideDigits = /\p{N}\p{L}/u;
function* lettersOf({ text, folded }: Reading, from: number, to: number): Generator<Token> {
  for (const { 0: run, index } of text.slice(from, to).matchAll(/[\p{L}\p{M}]{2,}/gu))
    yield* partsOf(text, folded, from + index, from + index + run.length);
}

function* wordsIn(text: string): Generator<[at: number, end: number]> {
  for (const { 0: run, index } of text.matchAll(words)) yield [index, index + run.length];
}

/** Splits at changes between scripts with and without spaces: iPhone手机. */
function* partsOf(read: string, { starts, ends }: FoldedLetters, from: number, to: number): Generator<Token> {
  for (const { 0: part, 1: unspaced, index } of read.slice(from, to).matchAll(parts)) {
    const at = from + index;
    const places = Array.from({ length: unspaced === undefined ? 0 : part.length }, (_, unit) => {
      return [starts[at + unit] ?? 0, ends[at + unit] ?? 0] as const;
    });
    const [start, end] = [starts[at] ?? 0, ends[at + part.length - 1] ?? 0];
    yield { start, end, folded: spelled(part), unspaced: unspaced !== undefined, places };
  }
}

function* asciiTokens(text: string): Generator<Token> {
  for (const { 0: run, index: start } of text.matchAll(/[a-z0-9]+/gi))
    yield { start, end: start + run.length, folded: run.toLowerCase(), unspaced: false, places: [] };
}

/** Pairs each character with the next one; the last one stays single. */
function pairsOf(run: string): string[] {
  const characters = Array.from(run);
  return characters.map((character, index) => character + (characters[index + 1] ?? ''));
}

/**
 * Spellings that vary between writers: one letter for two, or a plainer letter. Word lists do not treat these as equal.
 */
const spelled = (word: string): string => word.replaceAll(spellings, (letter) => alike[letter] ?? letter);

const cut = (word: string): string => (word.length <= longest ? word : Array.from(word).slice(0, longest).join(''));

const alike: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ı: 'i',
  þ: 'th',
  ς: 'σ',
  ى: 'ي',
  ی: 'ي',
  ک: 'ك',
  ة: 'ه',
};
const spellings = new RegExp(`[${Object.keys(alike).join('')}]`, 'gu');

const ascii = /^[\n\x20-\x7e]*$/;
/** A flag consists of two halves. */
const words = /[\p{L}\p{N}\p{M}]+|\p{Extended_Pictographic}|[\ue000-\ue019]{2}/gu;
const noSpaces =
  '\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmr}\\p{sc=Mymr}\\u30fc\\uff70\\uff9e\\uff9f';
const parts = new RegExp(`([${noSpaces}][${noSpaces}\\p{M}]*)|[^${noSpaces}]+`, 'gu');
