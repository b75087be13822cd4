import { LRUCache } from 'lru-cache';
import type { Policy } from '#contracts/policy';
import type { PolicyWarning } from '#contracts/policy-answers';
import { policyWarnings } from '#domain/policy-warnings';
import { deskLanguages } from '#languages/desk-languages';
import { inTurns } from '#platform/in-turns';
import { commonWordsOf } from './common-words.ts';

const known = new LRUCache<string, Promise<PolicyWarning[]>>({ max: 16 });

/** Warnings about a policy's word lists. Recent results are cached. */
export function warningsOf(policy: Policy): Promise<PolicyWarning[]> {
  const { bannedWords, suspectWords, wordLanguages, spacedLetters, stretchedLetters } = policy;
  const question = JSON.stringify([bannedWords, suspectWords, wordLanguages, spacedLetters, stretchedLetters]);
  const found = known.get(question) ?? check(policy);
  known.set(question, found);
  return found;
}

async function check(policy: Policy): Promise<PolicyWarning[]> {
  const { wordLanguages } = policy;
  return inTurns(policyWarnings(policy, await commonWordsOf(wordLanguages.length > 0 ? wordLanguages : deskLanguages)));
}
