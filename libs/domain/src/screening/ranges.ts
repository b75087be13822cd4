/** [start, end) in UTF-16 code units of the text as it was sent. */
export type Range = [start: number, end: number];

/** The desk marks some. Thousands would only make the event large. */
export const mostRanges = 50;

/** Returns the ranges in order, without those that are inside another one. */
export function merged(ranges: readonly Range[]): Range[] {
  const kept: Range[] = [];
  for (const range of ranges.toSorted((a, b) => a[0] - b[0] || b[1] - a[1])) {
    const last = kept.at(-1);
    if (!last || range[1] > last[1]) kept.push(range);
  }
  return kept;
}
