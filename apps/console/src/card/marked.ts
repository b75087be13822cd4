import type { Finding } from '#contracts/vocabulary';

export interface Piece {
  readonly text: string;
  readonly marked: boolean;
}

/**
 * The text in pieces, those marked in which the rules found something. Ranges are [start, end) in UTF-16 code units.
 */
export function marked(text: string, findings: readonly Finding[]): Piece[] {
  const ranges = merged(findings.flatMap(rangesOf).filter(([start, end]) => start < end && end <= text.length));
  const pieces: Piece[] = [];
  let at = 0;
  for (const [start, end] of ranges) {
    if (at < start) pieces.push({ text: text.slice(at, start), marked: false });
    pieces.push({ text: text.slice(start, end), marked: true });
    at = end;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), marked: false });
  return pieces;
}

type Range = readonly [number, number];

function rangesOf({ evidence }: Finding): Range[] {
  const ranges = evidence['ranges'];
  if (!Array.isArray(ranges)) return [];
  return ranges.flatMap(([start, end]) =>
    start !== undefined && end !== undefined && start >= 0 ? [[start, end] as const] : [],
  );
}

function merged(ranges: readonly Range[]): Range[] {
  const result: Range[] = [];
  for (const range of ranges.toSorted(([a], [b]) => a - b)) {
    const last = result.at(-1);
    if (last && range[0] <= last[1]) result[result.length - 1] = [last[0], Math.max(last[1], range[1])];
    else result.push(range);
  }
  return result;
}
