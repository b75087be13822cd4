import { type Range, mostRanges } from './ranges.ts';
import type { Phase } from './phase.ts';

/**
 * The same character many times in a row: "noooooooooo", "!!!!!!!!!!". Blanks, lines drawn with - = _ * and dots do not
 * count.
 */
export const repeatedCharacters: Phase = ({ body }, _facts, { holdRepeatedCharacters }) => {
  if (holdRepeatedCharacters === 0) return undefined;
  const ranges = runs(body, holdRepeatedCharacters);
  if (ranges.length === 0) return undefined;
  const evidence = { from: holdRepeatedCharacters, count: ranges.length, ranges: ranges.slice(0, mostRanges) };
  return { rule: 'repeated-characters', ruleVersion: 1, action: 'hold', evidence };
};

/** Where the same character stands at least so many times in a row. */
function runs(body: string, least: number): Range[] {
  const found: Range[] = [];
  let [start, at, times, before] = [0, 0, 0, ''];
  const end = (): void => {
    if (times >= least && !isDrawing.test(before)) found.push([start, at]);
  };
  for (const character of body) {
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
