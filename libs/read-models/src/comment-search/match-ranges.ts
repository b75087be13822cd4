import { type Term, type Token, otherTokensOf, queryTokens, termsOf, tokensOf } from './search-words.ts';

/** [start, end) in UTF-16 code units. */
export type MatchRange = [number, number];

const most = 200;

/** Returns the ranges of the query's words in a text, in every reading of it; the first 200. */
export function matchRanges(text: string, query: string): MatchRange[] {
  const terms = termsOf(query);
  const runs = queryTokens(query)
    .filter(({ unspaced }) => unspaced)
    .map(({ folded }) => folded);
  const find = (tokens: Iterable<Token>): MatchRange[] => {
    const ranges: MatchRange[] = [];
    for (const token of tokens) {
      if (ranges.length >= most) break;
      if (token.unspaced) ranges.push(...runsIn(token, runs));
      else if (terms.some((term) => isFound(token.folded, term))) ranges.push([token.start, token.end]);
    }
    return ranges;
  };
  return apart([...find(tokensOf(text)), ...find(otherTokensOf(text))]).slice(0, most);
}

/** Returns the ranges in order, without those that overlap an earlier one. */
function apart(ranges: readonly MatchRange[]): MatchRange[] {
  const kept: MatchRange[] = [];
  for (const range of ranges.toSorted((one, other) => one[0] - other[0] || other[1] - one[1]))
    if (range[0] >= (kept.at(-1)?.[1] ?? 0)) kept.push(range);
  return kept;
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
