import { evidenceOf } from './listed-words.ts';
import type { Phase } from './phase.ts';

/** Words that may be meant well or badly: somebody looks first. */
export const suspectWords: Phase = (draft, _facts, policy) => {
  const evidence = evidenceOf(draft, policy, 'suspect');
  return evidence && { rule: 'suspect-words', ruleVersion: 2, action: 'hold', evidence };
};
