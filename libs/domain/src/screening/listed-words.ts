import { foldText } from './folded-text.ts';
import type { Draft, Found } from './phase.ts';
import { type Range, merged, mostRanges } from './ranges.ts';
import { typedRange } from './traced-text.ts';
import { type FoundWords, type WordLists, findWords } from './word-list.ts';

/** A text is looked through once, for both lists. */
const lookedThrough = new WeakMap<Draft, { lists: WordLists; found: FoundWords }>();

/** What a list of words says about a text: how many of them stand in it, and where. */
export function evidenceOf(draft: Draft, lists: WordLists, list: keyof FoundWords): Found['evidence'] | undefined {
  if (lists.bannedWords.length + lists.suspectWords.length === 0) return undefined;
  const ranges = foundIn(draft, lists)[list];
  return ranges.length === 0 ? undefined : { count: ranges.length, ranges: ranges.slice(0, mostRanges) };
}

function foundIn(draft: Draft, lists: WordLists): FoundWords {
  const known = lookedThrough.get(draft);
  if (known?.lists === lists) return known.found;
  const found = findInReadings(draft, lists);
  lookedThrough.set(draft, { lists, found });
  return found;
}

/** What is displayed in another order than it was typed in is read in both. */
function findInReadings({ shown, displayed, language }: Draft, lists: WordLists): FoundWords {
  const readings = displayed ? [shown, displayed] : [shown];
  const found = readings.map((reading) => ({ reading, words: findWords(foldText(reading.text, language), lists) }));
  const typed = (list: keyof FoundWords): Range[] =>
    merged(found.flatMap(({ reading, words }) => words[list].map((range) => typedRange(reading, range))));
  return { banned: typed('banned'), suspect: typed('suspect') };
}
