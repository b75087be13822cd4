import { foldText } from './folded-text.ts';
import type { Draft, Found } from './phase.ts';
import { mostRanges } from './ranges.ts';
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
  const found = findWords(foldText(draft.body, draft.language), lists);
  lookedThrough.set(draft, { lists, found });
  return found;
}
