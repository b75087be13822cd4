import type { Phase } from './phase';

/** Below this, capitals are an abbreviation or two. */
const leastLetters = 20;

/** A text in capitals. Counted are only letters that have a case: a Chinese or Arabic text never shouts. */
export const shouting: Phase = (draft, _facts, { holdShouting }) => {
  if (holdShouting === 0) return undefined;
  const cased = draft.body.replaceAll(/[^\p{Lu}\p{Lt}\p{Ll}]+/gu, '');
  const letters = cased.length;
  const capitals = letters - cased.replaceAll(/[\p{Lu}\p{Lt}]+/gu, '').length;
  if (letters < leastLetters || capitals * 100 < holdShouting * letters) return undefined;
  return { rule: 'shouting', ruleVersion: 1, action: 'hold', evidence: { capitals, letters, from: holdShouting } };
};
