import type { ListedName, Phase } from './phase.ts';
import { merged } from './ranges.ts';
import { type WordLists, type WordMatch, type WordOptions, matchesOf } from './word-list.ts';

/**
 * A name with a listed word. Guests must choose another name. A member's name comes from the site, so the comment is
 * held, as it is for everybody with a suspect word. The evidence names the list and the number of words: names are
 * personal data, and ranges would reveal their length.
 */
export const bannedName: Phase = (_draft, { listedName, namesThemselves }) => {
  if (!listedName) return undefined;
  const { list, count } = listedName;
  const action = list === 'banned' && namesThemselves ? 'reject' : 'hold';
  return { rule: 'banned-name', ruleVersion: 1, action, evidence: { list, count } };
};

/**
 * Returns the list and the number of its words in the name, or null. Banned words take precedence over suspect ones.
 */
export function listedName(name: string, policy: WordLists & WordOptions, language: string | null): ListedName | null {
  if (policy.bannedWords.length + policy.suspectWords.length === 0) return null;
  const matches = matchesOf(name, policy, { ...policy, language });
  const count = (list: WordMatch['list']): number =>
    merged(matches.filter((match) => match.list === list).map(({ range }) => range)).length;
  if (count('banned') > 0) return { list: 'banned', count: count('banned') };
  return count('suspect') > 0 ? { list: 'suspect', count: count('suspect') } : null;
}
