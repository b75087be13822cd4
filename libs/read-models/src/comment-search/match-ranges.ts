import { type Term, type Token, termsOf, tokensOf } from './search-words.ts';

/** [start, end) in UTF-16 code units. */
export type MatchRange = [number, number];

const most = 200;

/** Where the words that somebody looked for stand in a text; the first 200 places. */
export function matchRanges(text: string, query: string): MatchRange[] {
  const terms = termsOf(query);
  const runs = [...tokensOf(query)].filter(({ unspaced }) => unspaced).map(({ folded }) => folded);
  const ranges: MatchRange[] = [];
  for (const token of tokensOf(text)) {
    if (ranges.length >= most) break;
    if (token.unspaced) ranges.push(...runsIn(token, runs));
    else if (terms.some((term) => isFound(token.folded, term))) ranges.push([token.start, token.end]);
  }
  return ranges.slice(0, most);
}

const isFound = (folded: string, { word, prefix }: Term): boolean =>
  prefix ? folded.startsWith(word) : folded === word || (word.length === 40 && folded.startsWith(word));

function runsIn({ folded, places }: Token, runs: readonly string[]): MatchRange[] {
  const ranges: MatchRange[] = [];
  for (const run of runs) {
    for (let at = folded.indexOf(run); at !== -1; at = folded.indexOf(run, at + run.length))
      ranges.push([places[at]?.[0] ?? 0, places[at + run.length - 1]?.[1] ?? 0]);
  }
  return ranges.toSorted(([a], [b]) => a - b);
}
