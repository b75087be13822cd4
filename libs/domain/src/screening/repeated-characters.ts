import { type Range, mostRanges } from './ranges';
import type { Phase } from './phase';

/** The same character many times in a row: "noooooooooo", "!!!!!!!!!!". Blanks, lines drawn with - = _ * and dots do not count. */
export const repeatedCharacters: Phase = ({ body }, _facts, { holdRepeatedCharacters }) => {
  if (holdRepeatedCharacters === 0) return undefined;
  const ranges = runs(body).filter(
    ([start, end]) => Array.from(body.slice(start, end)).length >= holdRepeatedCharacters,
  );
  if (ranges.length === 0) return undefined;
  const evidence = { from: holdRepeatedCharacters, count: ranges.length, ranges: ranges.slice(0, mostRanges) };
  return { rule: 'repeated-characters', ruleVersion: 1, action: 'hold', evidence };
};

function runs(body: string): Range[] {
  const found: Range[] = [];
  let start = 0;
  let before = '';
  let at = 0;
  for (const character of body) {
    if (character !== before) {
      if (at > start && !isDrawing.test(before)) found.push([start, at]);
      start = at;
      before = character;
    }
    at += character.length;
  }
  if (at > start && !isDrawing.test(before)) found.push([start, at]);
  return found;
}

const isDrawing = /[\s\-=_*.~#]/;
