/** [start, end) in UTF-16 code units of the text as it was sent. */
export type Range = [start: number, end: number];

/** A desk marks some; thousands would only make the event large. */
export const mostRanges = 50;

/** In order, without one that lies inside another. */
export function merged(ranges: readonly Range[]): Range[] {
  const kept: Range[] = [];
  for (const range of ranges.toSorted((a, b) => a[0] - b[0] || b[1] - a[1])) {
    const last = kept.at(-1);
    if (!last || range[1] > last[1]) kept.push(range);
  }
  return kept;
}
