import { findWords, type WordLists } from './word-list.ts';
import { foldText } from './folded-text.ts';
import type { ListedName, Phase } from './phase.ts';

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
export function listedName(name: string, lists: WordLists, language: string | null): ListedName | null {
  if (lists.bannedWords.length + lists.suspectWords.length === 0) return null;
  const { banned, suspect } = findWords(foldText(name, language), lists);
  if (banned.length > 0) return { list: 'banned', count: banned.length };
  return suspect.length > 0 ? { list: 'suspect', count: suspect.length } : null;
}
