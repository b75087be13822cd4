import { evidenceOf } from './listed-words.ts';
import type { Phase } from './phase.ts';

/** Holds a text with words that can be meant well or badly, for a moderator to review. */
export const suspectWords: Phase = (draft, _facts, policy) => {
  const evidence = evidenceOf(draft, policy, 'suspect');
  return evidence && { rule: 'suspect-words', ruleVersion: 2, action: 'hold', evidence };
};
