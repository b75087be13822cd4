import type { ListedName, Phase } from './phase.ts';
import { merged } from './ranges.ts';
import { type WordLists, type WordMatch, type WordOptions, matchesOf } from './word-list.ts';

/**
 * A name with a word of the lists. A guest is told to choose another; a member's is the site's to give, and so held, as
 * everybody's is with a suspect word. The evidence says how many and of which list: a name is never in clear, and
 * places in it would say how long it is.
 */
export const bannedName: Phase = (_draft, { listedName, namesThemselves }) => {
  if (!listedName) return undefined;
  const { list, count } = listedName;
  const action = list === 'banned' && namesThemselves ? 'reject' : 'hold';
  return { rule: 'banned-name', ruleVersion: 1, action, evidence: { list, count } };
};

/** What the lists say about a name; a banned word outweighs suspect ones. */
export function listedName(name: string, policy: WordLists & WordOptions, language: string | null): ListedName | null {
  if (policy.bannedWords.length + policy.suspectWords.length === 0) return null;
  const matches = matchesOf(name, policy, { ...policy, language });
  const count = (list: WordMatch['list']): number =>
    merged(matches.filter((match) => match.list === list).map(({ range }) => range)).length;
  if (count('banned') > 0) return { list: 'banned', count: count('banned') };
  return count('suspect') > 0 ? { list: 'suspect', count: count('suspect') } : null;
}
