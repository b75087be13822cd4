import type { Policy } from '#contracts/policy';
import { entryFault } from './screening/entry-fault.ts';

/** The combinations that a policy may not have, each with its reason as shown to the policy's author. */
export const contradictions: readonly ((policy: Policy) => string | undefined)[] = [
  ({ autoHideThreshold: hide, flagThreshold: ask }) =>
    hide > 0 && hide < ask
      ? `autoHideThreshold (${hide}) is below flagThreshold (${ask}): comments would be hidden before a moderator is asked.`
      : undefined,
  ({ minLength, maxLength }) =>
    minLength > maxLength
      ? `minLength (${minLength}) is above maxLength (${maxLength}): no text could satisfy both.`
      : undefined,
  ({ bannedWords, suspectWords }) => {
    const empty = [...bannedWords, ...suspectWords].find((word) => entryFault(word) === 'no-letters');
    return empty === undefined
      ? undefined
      : `“${empty}” has no letter to look for: it would stop every comment, or none.`;
  },
  ({ bannedWords, suspectWords }) => {
    const starry = [...bannedWords, ...suspectWords].find((word) => entryFault(word) === 'too-many-stars');
    return starry === undefined
      ? undefined
      : `“${starry}” has more stars inside than letters: each star matches one letter, so it would match most words.`;
  },
  ({ bannedWords, suspectWords }) => {
    const banned = new Set(bannedWords);
    const both = suspectWords.find((word) => banned.has(word));
    return both === undefined
      ? undefined
      : `“${both}” is banned and suspect: a comment cannot be refused and held at once.`;
  },
  ({ holdRepeatedCharacters }) =>
    holdRepeatedCharacters > 0 && holdRepeatedCharacters < 4
      ? `holdRepeatedCharacters (${holdRepeatedCharacters}) would hold ordinary words; use 4 or more, or 0 for off.`
      : undefined,
  ({ holdShouting }) =>
    holdShouting > 0 && holdShouting < 20
      ? `holdShouting (${holdShouting} %) would hold ordinary German; use 20 or more, or 0 for off.`
      : undefined,
  ({ rejectionMessages, rulesUrl }) => {
    const message = rulesUrl === null && rejectionMessages.find(({ text }) => text.includes('{rules}'));
    return message ? `“${message.title}” refers to {rules}, but rulesUrl is not set.` : undefined;
  },
];
