type Range = readonly [number, number];

export interface Excerpt {
  readonly text: string;
  readonly matches: readonly Range[];
}

/** Length of an excerpt, in characters as readers see them (graphemes). */
const mostCharacters = 50;

/** Characters before the first match: enough to read it in its sentence. */
const before = 80;

/** No word is longer: what has no blanks for so long is cut where it is. */
const longestWord = 24;

/** The beginning of a comment on one line, to recognise it by. Cut after a word, with `…`. */
export function excerptOf(body: string): string {
  const line = body.replaceAll(/\s+/g, ' ').trim();
  const characters = charactersOf(line.slice(0, mostCharacters * 8));
  const short = characters.slice(0, mostCharacters).join('');
  if (short.length === line.length) return line;
  const kept = characters.slice(0, mostCharacters - 1).join('');
  const blank = line[kept.length] === ' ' ? kept.length : kept.lastIndexOf(' ');
  return `${(blank > kept.length - longestWord && blank > 0 ? kept.slice(0, blank) : kept).trimEnd()}…`;
}

/**
 * A long text from a little before its first match on, so that the match is seen. Ranges are [start, end) in UTF-16
 * code units.
 */
export function foundExcerpt(text: string, matches: readonly Range[]): Excerpt {
  const first = matches[0]?.[0] ?? 0;
  if (first <= before * 2) return { text, matches };
  const cut = startBefore(text, first);
  return { text: `…${text.slice(cut)}`, matches: matches.map(([from, to]) => [from - cut + 1, to - cut + 1]) };
}

/** The start of a word; of a character in text without blanks, as in Thai, Chinese or an endless word. */
function startBefore(text: string, first: number): number {
  const from = first - before;
  const blank = text.indexOf(' ', from) + 1;
  if (blank > 0 && blank <= Math.min(from + longestWord, first)) return blank;
  const characters = charactersOf(text.slice(from - longestWord, first));
  let start = from - longestWord;
  for (const character of characters) {
    if (start >= from) break;
    start += character.length;
  }
  return start;
}

/** Of a slice: its first and last one may be halves. */
const charactersOf = (text: string): string[] =>
  Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
