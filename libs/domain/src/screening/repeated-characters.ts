import { type Range, mostRanges } from './ranges.ts';
import type { Phase } from './phase.ts';
import { typedRange } from './traced-text.ts';

/**
 * The same character many times in a row: "noooooooooo", "!!!!!!!!!!". White space, dots and lines drawn with - = _ *
 * do not count.
 */
export const repeatedCharacters: Phase = ({ shown }, _facts, { holdRepeatedCharacters }) => {
  if (holdRepeatedCharacters === 0) return undefined;
  const ranges = runs(shown.text, holdRepeatedCharacters).map((run) => typedRange(shown, run));
  if (ranges.length === 0) return undefined;
  const evidence = { from: holdRepeatedCharacters, count: ranges.length, ranges: ranges.slice(0, mostRanges) };
  return { rule: 'repeated-characters', ruleVersion: 2, action: 'hold', evidence };
};

/** Returns the ranges in which one character is repeated at least `least` times. */
function runs(text: string, least: number): Range[] {
  const found: Range[] = [];
  let [start, at, times, before] = [0, 0, 0, ''];
  const end = (): void => {
    if (times >= least && !isDrawing.test(before)) found.push([start, at]);
  };
  for (const character of text) {
    if (character === before) times += 1;
    else {
      end();
      [start, times, before] = [at, 1, character];
    }
    at += character.length;
  }
  end();
  return found;
}

const isDrawing = /[\s\-=_*.~#]/;
