import type { Policy } from '#contracts/policy';
import type { AlikeScript } from '#letters/look-of-letter';
import type { IsSameLetter } from './screening/accents.ts';
import { lettersOfLists } from './screening/letters-of-lists.ts';
import type { Range } from './screening/ranges.ts';
import { scriptsOf } from '#letters/scripts-of';
import { SearchedText, type SearchedTextOptions } from './screening/searched-text.ts';
import { type WordEntry, anchorOf, readEntry } from './screening/word-entry.ts';

/** A language's words, the most frequent first. */
export interface CommonWords {
  readonly language: string;
  readonly words: readonly string[];
}

/**
 * A list entry that is itself one of the 100 most frequent words is a mistake. A rarer (often rude) word is intended.
 */
const plainest = 100;
/** Number of most frequent words that are searched for unintended matches. */
const common = 3000;
/** Number of words read between two yields. */
const wordsAtOnce = 300;
const mostExamples = 5;

interface Searched {
  readonly entries: ReadEntries;
  readonly row: WordsInARow;
  readonly same: IsSameLetter;
}

/** Finds the common words of each language that an entry of a policy's word lists would match. */
export class CommonWordsFound {
  private constructor(private readonly languages: readonly Searched[]) {}

  /** Yields every few milliseconds, so that the event loop stays free. */
  static *in(policy: Policy, languages: readonly CommonWords[]): Generator<undefined, CommonWordsFound> {
    const { wordLanguages, spacedLetters, stretchedLetters } = policy;
    const read = new Map<boolean, ReadEntries>();
    const searched: Searched[] = [];
    for (const { language, words } of languages) {
      const { turkish, same, script } = lettersOfLists(language, wordLanguages);
      const entries = read.get(turkish) ?? (yield* readEntries(policy, turkish));
      read.set(turkish, entries);
      const { scripts } = entries;
      const row = yield* rowOf(words, { script, turkish, scripts, spacedLetters, stretchedLetters });
      searched.push({ entries, row, same });
    }
    return new CommonWordsFound(searched);
  }

  /** Returns up to five words that the entry matches, by the same matching that comments go through. */
  of(entry: string): string[] {
    const examples = new Set<string>();
    for (const { entries, same, row } of this.languages) {
      const word = entries.words.get(entry);
      for (const range of word ? row.text.rangesOf(word, same) : []) {
        const rank = row.rankOf(range);
        const found = rank === undefined ? undefined : row.words[rank];
        if (found === undefined || (isItself(entry, found) && Number(rank) >= plainest)) continue;
        if (examples.add(found).size === mostExamples) return [...examples];
      }
    }
    return [...examples];
  }
}

interface ReadEntries {
  readonly words: ReadonlyMap<string, WordEntry>;
  readonly scripts: readonly AlikeScript[];
}

function* readEntries({ bannedWords, suspectWords }: Policy, turkish: boolean): Generator<undefined, ReadEntries> {
  const words = new Map<string, WordEntry>();
  for (const entry of [...bannedWords, ...suspectWords]) {
    const word = readEntry(entry, turkish);
    if (word) words.set(entry, word);
    yield;
  }
  return { words, scripts: scriptsOf([...words.values()].map(anchorOf).join(' ')) };
}

/** The last result for each language. It depends on policy options that seldom change. */
const readLately = new WeakMap<readonly string[], { readonly key: string; readonly row: WordsInARow }>();

function* rowOf(words: readonly string[], options: SearchedTextOptions): Generator<undefined, WordsInARow> {
  const key = JSON.stringify(options);
  const known = readLately.get(words);
  if (known?.key === key) return known.row;
  const row = new WordsInARow(words.slice(0, common), options);
  yield* row.read();
  readLately.set(words, { key, row });
  return row;
}

/**
 * True if the word is the entry's own, or a form of it: it starts with the same five letters or more (Idioten, but not
 * assist).
 */
function isItself(entry: string, word: string): boolean {
  const stem = plain(entry.replace(/^\*|\*$/g, ''));
  return plain(word) === stem || (stem.length >= leastStem && plain(word).startsWith(stem));
}
const leastStem = 5;
const plain = (text: string): string => text.normalize('NFC').toLowerCase();

/** Separates words, so that no match runs into the next one. */
const between = ' .\n';

class WordsInARow {
  readonly text: SearchedText;
  private readonly starts: readonly number[];

  constructor(
    readonly words: readonly string[],
    options: SearchedTextOptions,
  ) {
    let at = 0;
    this.starts = words.map((word) => (at += word.length + between.length) - word.length - between.length);
    this.text = new SearchedText(options);
  }

  *read(): Generator<undefined, void> {
    for (let rank = 0; rank < this.words.length; rank += wordsAtOnce) {
      this.text.add(this.words.slice(rank, rank + wordsAtOnce).join(between), this.starts[rank] ?? 0);
      yield;
    }
  }

  /** Undefined if the range spans several words. */
  rankOf([start, end]: Range): number | undefined {
    let [low, high] = [0, this.starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.starts[middle] ?? 0) <= start) low = middle;
      else high = middle;
    }
    return end <= (this.starts[low] ?? 0) + (this.words[low]?.length ?? 0) ? low : undefined;
  }
}
