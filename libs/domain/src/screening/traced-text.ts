import type { Range } from './ranges.ts';

/** The plain text that readers see, with the source range of each of its UTF-16 code units. */
export interface TracedText {
  readonly text: string;
  /**
   * Per code unit of `text`: the source range that it was rendered from. A character reference or an escape is several
   * units.
   */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/**
 * Returns the source range of a part of the text, because evidence refers to the source, which the desk and the widget
 * mark. For a part that is displayed in another order it is the range from the first to the last unit typed.
 */
export function typedRange({ starts, ends }: TracedText, [from, to]: Range): Range {
  let [start, end] = [starts[from] ?? 0, ends[to - 1] ?? 0];
  for (let at = from; at < to; at++) {
    start = Math.min(start, starts[at] ?? start);
    end = Math.max(end, ends[at] ?? end);
  }
  return [start, end];
}
