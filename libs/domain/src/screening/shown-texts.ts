import { type FoldedLetters, foldText } from './folded-text.ts';
import type { Range } from './ranges.ts';
import { spacedWords } from './spaced-letters.ts';

/** A text in the order of reading, and where its parts stand in what was sent. */
export interface Shown {
  readonly folded: FoldedLetters;
  readonly place: (range: Range) => Range;
}

/** The ways in which readers may see one text: mostly one. */
export function shownTexts(text: string, language: string | null | undefined, spaced: boolean): Shown[] {
  const shown: Shown[] = [{ folded: foldText(text, language), place: asIs }];
  const blanked = text.replace(blankLetters, ' ');
  if (blanked !== text) shown.push({ folded: foldText(blanked, language), place: asIs });
  if (overridden.test(text)) shown.push(reordered(text, language));
  if (!spaced) return shown;
  const joined = shown.flatMap(({ folded, place }) => {
    const words = spacedWords(folded);
    return words === undefined ? [] : [{ folded: words, place }];
  });
  return [...shown, ...joined];
}

const asIs = (range: Range): Range => range;

/** Fillers that take the place of a blank, and stand between letters as if they were nothing. */
const blankLetters = /[\u115f\u1160\u2800\u3164\uffa0]/g;

const overridden = /[\u202d\u202e]/;
/** What a direction override covers: up to its end, or the line's. */
const overrides = /[\u202d\u202e]([^\u202c\u202d\u202e\n]*)\u202c?|[^]/gu;
const clusters = /\r\n|[^]\p{M}*/gu;

/** What stands under a direction override, from its end to its beginning. */
function reordered(text: string, language: string | null | undefined): Shown {
  let order = '';
  const from: number[] = [];
  const take = (part: string, at: number): void => {
    order += part;
    for (let unit = 0; unit < part.length; unit++) from.push(at + unit);
  };
  for (const { 0: whole, 1: covered, index } of text.matchAll(overrides)) {
    if (covered === undefined) take(whole, index);
    else for (const part of [...covered.matchAll(clusters)].toReversed()) take(part[0], index + 1 + part.index);
  }
  const place = ([start, end]: Range): Range => {
    const places = from.slice(start, end);
    return [Math.min(...places), Math.max(...places) + 1];
  };
  return { folded: foldText(order, language), place };
}
