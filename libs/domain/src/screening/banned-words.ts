import { evidenceOf } from './listed-words.ts';
import type { Phase } from './phase.ts';

/** Refuses a text with banned words. The author sees the ranges, and nothing is stored. */
export const bannedWords: Phase = (draft, _facts, policy) => {
  const evidence = evidenceOf(draft, policy, 'banned');
  return evidence && { rule: 'banned-words', ruleVersion: 2, action: 'reject', evidence };
};
