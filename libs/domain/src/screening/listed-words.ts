import type { Policy } from '#contracts/policy';
import type { Draft, Found } from './phase.ts';
import { type Range, merged, mostRanges } from './ranges.ts';
import { typedRange } from './traced-text.ts';
import { type FoundWords, findWords } from './word-list.ts';

/** Each text is searched once for both lists. */
const lookedThrough = new WeakMap<Draft, { policy: Policy; found: FoundWords }>();

/** Returns number and ranges of a list's words in a text, or undefined if there are none. */
export function evidenceOf(draft: Draft, policy: Policy, list: keyof FoundWords): Found['evidence'] | undefined {
  if (policy.bannedWords.length + policy.suspectWords.length === 0) return undefined;
  const ranges = foundIn(draft, policy)[list];
  return ranges.length === 0 ? undefined : { count: ranges.length, ranges: ranges.slice(0, mostRanges) };
}

function foundIn(draft: Draft, policy: Policy): FoundWords {
  const known = lookedThrough.get(draft);
  if (known?.policy === policy) return known.found;
  const found = findInReadings(draft, policy);
  lookedThrough.set(draft, { policy, found });
  return found;
}

/** A text that is displayed in another order than it was typed in is searched in both orders. */
function findInReadings({ shown, displayed, language }: Draft, policy: Policy): FoundWords {
  const { wordLanguages, spacedLetters, stretchedLetters } = policy;
  const options = { language, wordLanguages, spacedLetters, stretchedLetters };
  const readings = displayed ? [shown, displayed] : [shown];
  const found = readings.map((reading) => ({ reading, words: findWords(reading.text, policy, options) }));
  const typed = (list: keyof FoundWords): Range[] =>
    merged(found.flatMap(({ reading, words }) => words[list].map((range) => typedRange(reading, range))));
  return { banned: typed('banned'), suspect: typed('suspect') };
}
