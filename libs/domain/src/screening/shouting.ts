import type { Phase } from './phase.ts';

/** Below this, capitals are an abbreviation or two. */
const leastLetters = 20;

/** A text in capitals. Counted are only letters that have a case: a Chinese or Arabic text never shouts. */
export const shouting: Phase = (draft, _facts, { holdShouting }) => {
  if (holdShouting === 0) return undefined;
  const capitals = unitsOf(draft.shown.text, /[\p{Lu}\p{Lt}]+/gu);
  if (capitals * 100 < holdShouting * leastLetters) return undefined; // most texts: the rest need not be counted
  const letters = unitsOf(draft.shown.text, /[\p{Lu}\p{Lt}\p{Ll}]+/gu);
  if (letters < leastLetters || capitals * 100 < holdShouting * letters) return undefined;
  return { rule: 'shouting', ruleVersion: 2, action: 'hold', evidence: { capitals, letters, from: holdShouting } };
};

/** How much of a text matches, in UTF-16 code units. */
const unitsOf = (text: string, pattern: RegExp): number => text.length - text.replaceAll(pattern, '').length;
