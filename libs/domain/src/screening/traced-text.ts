import type { Range } from './ranges.ts';

/** What readers see of a text, as plain text, and where in the source each of its UTF-16 code units was typed. */
export interface TracedText {
  readonly text: string;
  /** Per code unit of `text`: the range of the source that it stands for. A reference or an escape is several units. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/**
 * What was typed for a part of the text: ranges in evidence are of the source, which the desk and the widget mark. Text
 * that is displayed in another order was typed between its first and its last unit.
 */
export function typedRange({ starts, ends }: TracedText, [from, to]: Range): Range {
  let [start, end] = [starts[from] ?? 0, ends[to - 1] ?? 0];
  for (let at = from; at < to; at++) {
    start = Math.min(start, starts[at] ?? start);
    end = Math.max(end, ends[at] ?? end);
  }
  return [start, end];
}
