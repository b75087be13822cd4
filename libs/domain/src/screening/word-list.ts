import { AhoCorasick } from '@monyone/aho-corasick';
import type { IsSameLetter } from './accents.ts';
import { foldedTexts } from '#letters/folded-texts';
import type { AlikeScript } from '#letters/look-of-letter';
import { scriptsOf } from '#letters/scripts-of';
import { lettersOfLists } from './letters-of-lists.ts';
import { type Range, merged } from './ranges.ts';
import { type Reading, readingsOf } from '#letters/readings';
import { findStretched, squeezed, stretched } from './stretched-letters.ts';
import { type WordEntry, readEntry } from './word-entry.ts';
import { type Place, findEntry } from './word-finding.ts';

export interface WordLists {
  readonly bannedWords: readonly string[];
  readonly suspectWords: readonly string[];
}

export interface WordOptions {
  /** BCP 47 tag of the page, if known. */
  readonly language?: string | null | undefined;
  /** The languages of the lists; see the policy's field. */
  readonly wordLanguages?: readonly string[];
  readonly spacedLetters?: boolean;
  readonly stretchedLetters?: boolean;
}

/** The place of an entry in a text. */
export interface WordMatch {
  readonly list: keyof FoundWords;
  /** As written in the list. */
  readonly entry: string;
  readonly range: Range;
}

export interface FoundWords {
  readonly banned: Range[];
  readonly suspect: Range[];
}

/**
 * Returns every place of a listed entry in a text, in any spelling: one pass of an automaton, and more passes if
 * digits, symbols or letters of other scripts may replace letters. Words end where letters end; in scripts without
 * spaces they match anywhere.
 */
export function matchesOf(text: string, lists: WordLists, options: WordOptions): WordMatch[] {
  const { language, wordLanguages = [], spacedLetters = false, stretchedLetters = false } = options;
  const { turkish, same, script } = lettersOfLists(language, wordLanguages);
  const dictionary = dictionaryOf(lists, turkish);
  const found: WordMatch[] = [];
  for (const folded of foldedTexts(text, turkish ? 'tr' : null, spacedLetters)) {
    const add = ({ list, word }: Listed, [begin, end]: Place): void => {
      const range: Range = [folded.starts[begin] ?? 0, folded.ends[end - 1] ?? 0];
      found.push({ list, entry: word.entry, range });
    };
    for (const reading of readingsOf(folded, dictionary.scripts, script)) {
      search(reading, dictionary, same, add);
      if (stretchedLetters) searchStretched(reading, dictionary, same, add);
    }
  }
  return once(found);
}

/** Returns the ranges of both lists' words in a text. */
export function findWords(text: string, lists: WordLists, options: WordOptions): FoundWords {
  const found: FoundWords = { banned: [], suspect: [] };
  for (const { list, range } of matchesOf(text, lists, options)) found[list].push(range);
  return { banned: merged(found.banned), suspect: merged(found.suspect) };
}

interface Listed {
  readonly list: keyof FoundWords;
  readonly word: WordEntry;
}

interface Dictionary {
  readonly automaton: AhoCorasick;
  /** Keyed by anchor. */
  readonly words: ReadonlyMap<string, readonly Listed[]>;
  /** Keyed by their letters without repetitions. */
  readonly squeezed: ReadonlyMap<string, readonly Listed[]>;
  readonly scripts: readonly AlikeScript[];
}

type Add = (listed: Listed, place: Place) => void;

function search(reading: Reading, { automaton, words }: Dictionary, same: IsSameLetter, add: Add): void {
  for (const { begin, keyword } of automaton.matchInText(reading.text))
    for (const listed of words.get(keyword) ?? []) {
      const place = findEntry(listed.word, reading, begin, same);
      if (place) add(listed, place);
    }
}

function searchStretched(reading: Reading, { automaton, squeezed: words }: Dictionary, same: IsSameLetter, add: Add) {
  const text = stretched(reading);
  if (!text) return;
  for (const { begin, keyword } of automaton.matchInText(text.text))
    for (const listed of words.get(keyword) ?? []) {
      const place = findStretched(listed.word, reading, text, begin, same);
      if (place) add(listed, place);
    }
}

/** In the order of the text. Matches that several readings have are returned once. */
function once(found: readonly WordMatch[]): WordMatch[] {
  const sorted = found.toSorted((one, other) => one.range[0] - other.range[0] || one.range[1] - other.range[1]);
  const seen = new Set<string>();
  return sorted.filter(({ list, entry, range }) => {
    const key = `${range.join()} ${list} ${entry}`;
    return !seen.has(key) && seen.add(key);
  });
}

/**
 * Building a dictionary takes longer than searching many texts. So it is cached by policy object, and by content for
 * lists that were loaded again.
 */
const built = [new WeakMap<WordLists, Dictionary>(), new WeakMap<WordLists, Dictionary>()] as const;
const builtLately = new Map<string, Dictionary>();
const mostLately = 16;

function dictionaryOf(lists: WordLists, turkish: boolean): Dictionary {
  const known = built[turkish ? 1 : 0].get(lists);
  if (known) return known;
  const content = [String(turkish), ...lists.bannedWords, '', ...lists.suspectWords].join('\n');
  const dictionary = builtLately.get(content) ?? build(lists, turkish);
  builtLately.delete(content);
  builtLately.set(content, dictionary);
  for (const oldest of [...builtLately.keys()].slice(0, -mostLately)) builtLately.delete(oldest);
  built[turkish ? 1 : 0].set(lists, dictionary);
  return dictionary;
}

function build({ bannedWords, suspectWords }: WordLists, turkish: boolean): Dictionary {
  const [words, squeezedWords] = [new Map<string, Listed[]>(), new Map<string, Listed[]>()];
  const put = (map: Map<string, Listed[]>, key: string, listed: Listed): void => {
    map.set(key, [...(map.get(key) ?? []), listed]);
  };
  const add = (list: keyof FoundWords, entry: string): void => {
    const word = readEntry(entry, turkish);
    const anchor = word?.pieces[word.anchor];
    if (!word || !anchor) return;
    put(words, anchor.text, { list, word });
    if (word.pieces.length === 1) put(squeezedWords, squeezed(anchor.text).text, { list, word });
  };
  for (const word of bannedWords) add('banned', word);
  for (const word of suspectWords) add('suspect', word);
  const keys = new Set([...words.keys(), ...squeezedWords.keys()]);
  const scripts = scriptsOf([...words.keys()].join(' '));
  return { automaton: new AhoCorasick([...keys]), words, squeezed: squeezedWords, scripts };
}
