import { LRUCache } from 'lru-cache';
import type { Policy } from '#contracts/policy';
import type { PolicyWarning } from '#contracts/policy-answers';
import { policyWarnings } from '#domain/policy-warnings';
import { deskLanguages } from '#languages/desk-languages';
import { commonWordsOf } from './common-words.ts';

const known = new LRUCache<string, PolicyWarning[]>({ max: 16 });

/** What to think of in a policy's lists of words; those that were asked about lately are not looked through again. */
export async function warningsOf(policy: Policy): Promise<PolicyWarning[]> {
  const { bannedWords, suspectWords, wordLanguages, spacedLetters, stretchedLetters } = policy;
  const question = JSON.stringify([bannedWords, suspectWords, wordLanguages, spacedLetters, stretchedLetters]);
  const found =
    known.get(question) ??
    policyWarnings(policy, await commonWordsOf(wordLanguages.length > 0 ? wordLanguages : deskLanguages));
  known.set(question, found);
  return found;
}
