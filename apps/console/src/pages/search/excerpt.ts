type Range = readonly [number, number];

export interface Excerpt {
  readonly text: string;
  readonly matches: readonly Range[];
}

/** Characters that stand before the first match: enough to read it in its sentence. */
const before = 80;

/**
 * A long text from a little before its first match on, so that the match is seen. Ranges are [start, end) in UTF-16
 * code units.
 */
export function foundExcerpt(text: string, matches: readonly Range[]): Excerpt {
  const first = matches[0]?.[0] ?? 0;
  if (first <= before * 2) return { text, matches };
  const start = text.indexOf(' ', first - before) + 1;
  const cut = start > 0 && start <= first ? start : first;
  return { text: `…${text.slice(cut)}`, matches: matches.map(([from, to]) => [from - cut + 1, to - cut + 1]) };
}
