import { AhoCorasick } from '@monyone/aho-corasick/fast';
import { type FoldedText, foldText } from './folded-text.ts';
import { isDisguise, leetReadings } from './leetspeak.ts';
import { type Range, merged } from './ranges.ts';

export interface WordLists {
  readonly bannedWords: readonly string[];
  readonly suspectWords: readonly string[];
}

export interface WordOptions {
  /** BCP 47 tag of the page, where it is known. */
  readonly language?: string | null | undefined;
  /** Of the lists; see the policy's field. */
  readonly wordLanguages?: readonly string[];
  readonly spacedLetters?: boolean;
  readonly stretchedLetters?: boolean;
}

/** Where an entry of a list stands in a text. */
export interface WordMatch {
  readonly list: keyof FoundWords;
  /** As the list has it. */
  readonly entry: string;
  readonly range: Range;
}

export interface FoundWords {
  readonly banned: Range[];
  readonly suspect: Range[];
}

/** A word of a list, and whether it may go on before or after what is written there: `idiot*`, `*fuck*`. */
interface Listed {
  readonly list: keyof FoundWords;
  readonly openStart: boolean;
  readonly openEnd: boolean;
}

interface Dictionary {
  readonly automaton: AhoCorasick;
  readonly words: ReadonlyMap<string, readonly Listed[]>;
}

/**
 * Where words of both lists stand in a text, in whatever spelling: one pass of an automaton, two more where digits and
 * signs may stand for letters. Words end where letters end; in scripts without spaces they are found anywhere.
 */
export function findWords(folded: FoldedText, lists: WordLists): FoundWords {
  const dictionary = dictionaryOf(lists);
  const found: FoundWords = { banned: [], suspect: [] };
  for (const reading of [folded.text, ...leetReadings(folded.text)]) collect(found, folded, reading, dictionary);
  return { banned: merged(found.banned), suspect: merged(found.suspect) };
}

/** Every place in a text at which an entry of the lists stands, in the order of the text. */
export function matchesOf(text: string, lists: WordLists, options: WordOptions): WordMatch[] {
  const folded = foldText(text, options.language);
  const all = [...lists.bannedWords.map((entry) => ({ list: 'banned' as const, entry }))].concat(
    lists.suspectWords.map((entry) => ({ list: 'suspect' as never, entry })),
  );
  return all.flatMap(({ list, entry }) =>
    findWords(folded, { bannedWords: [entry], suspectWords: [] }).banned.map((range) => ({ list, entry, range })),
  );
}

/** The word without its stars, folded; empty where nothing is left to look for. */
export const foldedWord = (listed: string): string => foldText(listed.replaceAll('*', '')).text.trim();

/** Building one takes longer than many texts: a policy keeps its own, and the same lists read anew find it again. */
const built = new WeakMap<WordLists, Dictionary>();
const builtLately = new Map<string, Dictionary>();
const mostLately = 16;

function dictionaryOf(lists: WordLists): Dictionary {
  const known = built.get(lists);
  if (known) return known;
  const content = [...lists.bannedWords, '', ...lists.suspectWords].join('\n');
  const dictionary = builtLately.get(content) ?? build(lists);
  builtLately.delete(content);
  builtLately.set(content, dictionary);
  for (const oldest of [...builtLately.keys()].slice(0, -mostLately)) builtLately.delete(oldest);
  built.set(lists, dictionary);
  return dictionary;
}

function build({ bannedWords, suspectWords }: WordLists): Dictionary {
  const words = new Map<string, Listed[]>();
  const add = (list: keyof FoundWords, written: string): void => {
    const word = foldedWord(written);
    const listed = { list, openStart: written.startsWith('*'), openEnd: written.endsWith('*') };
    if (word !== '') words.set(word, [...(words.get(word) ?? []), listed]);
  };
  for (const word of bannedWords) add('banned', word);
  for (const word of suspectWords) add('suspect', word);
  return { automaton: new AhoCorasick([...words.keys()]), words };
}

function collect(found: FoundWords, folded: FoldedText, reading: string, { automaton, words }: Dictionary): void {
  for (const { begin, end, keyword } of automaton.matchInText(reading)) {
    if (!isWhole(folded, begin) || !isWhole(folded, end)) continue;
    const [begins, ends] = [isBoundary(reading, begin), isBoundary(reading, end)];
    for (const { list, openStart, openEnd } of words.get(keyword) ?? []) {
      if (!(begins || openStart) || !(ends || openEnd)) continue;
      if (reading === folded.text || isDisguise(folded.text.slice(begin, end)))
        found[list].push(original(folded, begin, end));
    }
  }
}

/** Not between the units that one character of the original was folded into. */
const isWhole = ({ starts }: FoldedText, at: number): boolean =>
  at === 0 || at >= starts.length || starts[at] !== starts[at - 1];

/** Not both sides are letters, or one of them is of a script that writes without spaces. */
function isBoundary(text: string, at: number): boolean {
  const [low, high] = [text.charCodeAt(at - 1), text.charCodeAt(at)];
  // most texts, without a regular expression
  if (low < 128 && high < 128) return !isAsciiLetter(low) || !isAsciiLetter(high);
  const before = at > 0 ? characterBefore(text, at) : '';
  const after = at < text.length ? String.fromCodePoint(text.codePointAt(at) ?? 0) : '';
  return !isLetter.test(before) || !isLetter.test(after) || isUnspaced.test(before) || isUnspaced.test(after);
}

function characterBefore(text: string, at: number): string {
  const low = text.charCodeAt(at - 1);
  return low >= 0xdc00 && low <= 0xdfff ? text.slice(Math.max(0, at - 2), at) : text.charAt(at - 1);
}

const isAsciiLetter = (unit: number): boolean => (unit | 32) >= 97 && (unit | 32) <= 122;

const isLetter = /[\p{L}\p{M}]/u;
const isUnspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

const original = ({ starts, ends }: FoldedText, begin: number, end: number): Range => [
  starts[begin] ?? 0,
  ends[end - 1] ?? 0,
];
