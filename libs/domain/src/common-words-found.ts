import type { Policy } from '#contracts/policy';
import { type WordMatch, matchesOf } from './screening/word-list.ts';

/** A language's words, the most frequent first. */
export interface CommonWords {
  readonly language: string;
  readonly words: readonly string[];
}

/** An entry that is a word of this rank is a mistake; a ruder one is what its author wants. */
const plainest = 100;
/** Words that an entry finds beside the one that it is. */
const common = 3000;
const mostExamples = 5;
/** Stands between words, so that none goes on in the next. */
const between = ' .\n';

/**
 * The common words that each entry finds, by the very matching that comments go through: one text of all words of a
 * language.
 */
export function commonWordsFound(policy: Policy, languages: readonly CommonWords[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  if (policy.bannedWords.length + policy.suspectWords.length === 0) return found;
  for (const { language, words } of languages) {
    const text = new WordsInARow(words.slice(0, common));
    for (const match of matchesOf(text.joined, policy, { ...policy, language })) {
      const rank = text.rankOf(match);
      const word = rank === undefined ? undefined : words[rank];
      if (word === undefined || (isItself(match.entry, word) && Number(rank) >= plainest)) continue;
      const examples = found.get(match.entry) ?? [];
      if (examples.length < mostExamples && !examples.includes(word)) found.set(match.entry, [...examples, word]);
    }
  }
  return found;
}

/** Is it the word of the entry, or a form of it? What begins with so many letters is one: Idioten, but not assist. */
function isItself(entry: string, word: string): boolean {
  const stem = plain(entry.replace(/^\*|\*$/g, ''));
  return plain(word) === stem || (stem.length >= leastStem && plain(word).startsWith(stem));
}
const leastStem = 5;
const plain = (text: string): string => text.normalize('NFC').toLowerCase();

class WordsInARow {
  readonly joined: string;
  private readonly starts: readonly number[];

  constructor(words: readonly string[]) {
    let at = 0;
    this.starts = words.map((word) => (at += word.length + between.length) - word.length - between.length);
    this.joined = words.join(between);
  }

  /** Undefined where it is in more than one of them. */
  rankOf({ range: [start, end] }: WordMatch): number | undefined {
    let [low, high] = [0, this.starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.starts[middle] ?? 0) <= start) low = middle;
      else high = middle;
    }
    const next = this.starts[low + 1] ?? this.joined.length + between.length;
    return end <= next - between.length ? low : undefined;
  }
}
