import type { Policy } from '#contracts/policy';
import type { Draft, Found } from './phase.ts';
import { mostRanges } from './ranges.ts';
import { type FoundWords, findWords } from './word-list.ts';

/** A text is looked through once, for both lists. */
const lookedThrough = new WeakMap<Draft, { policy: Policy; found: FoundWords }>();

/** What a list of words says about a text: how many of them stand in it, and where. */
export function evidenceOf(draft: Draft, policy: Policy, list: keyof FoundWords): Found['evidence'] | undefined {
  if (policy.bannedWords.length + policy.suspectWords.length === 0) return undefined;
  const ranges = foundIn(draft, policy)[list];
  return ranges.length === 0 ? undefined : { count: ranges.length, ranges: ranges.slice(0, mostRanges) };
}

function foundIn(draft: Draft, policy: Policy): FoundWords {
  const known = lookedThrough.get(draft);
  if (known?.policy === policy) return known.found;
  const { wordLanguages, spacedLetters, stretchedLetters } = policy;
  const options = { language: draft.language, wordLanguages, spacedLetters, stretchedLetters };
  const found = findWords(draft.body, policy, options);
  lookedThrough.set(draft, { policy, found });
  return found;
}
