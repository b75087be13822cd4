import type { Phase } from './phase.ts';

/** Shorter texts in capitals are often abbreviations. */
const leastLetters = 20;

/** A text in capitals. Counts only letters that have a case, so Chinese and Arabic texts are never found. */
export const shouting: Phase = (draft, _facts, { holdShouting }) => {
  if (holdShouting === 0) return undefined;
  const capitals = unitsOf(draft.shown.text, /[\p{Lu}\p{Lt}]+/gu);
  if (capitals * 100 < holdShouting * leastLetters) return undefined; // most texts need no second count
  const letters = unitsOf(draft.shown.text, /[\p{Lu}\p{Lt}\p{Ll}]+/gu);
  if (letters < leastLetters || capitals * 100 < holdShouting * letters) return undefined;
  return { rule: 'shouting', ruleVersion: 2, action: 'hold', evidence: { capitals, letters, from: holdShouting } };
};

/** Number of UTF-16 code units in all matches. */
const unitsOf = (text: string, pattern: RegExp): number => text.length - text.replaceAll(pattern, '').length;
