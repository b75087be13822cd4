import type { Policy } from '#contracts/policy';
import { entryFault } from './screening/entry-fault.ts';

/** Combinations that a policy must not have, each with the reason for the admin who wrote it. */
export const contradictions: readonly ((policy: Policy) => string | undefined)[] = [
  ({ autoHideThreshold: hide, flagThreshold: ask }) =>
    hide > 0 && hide < ask
      ? `autoHideThreshold (${hide}) is below flagThreshold (${ask}), so comments would be hidden before they are in a queue.`
      : undefined,
  ({ minLength, maxLength }) =>
    minLength > maxLength
      ? `minLength (${minLength}) is above maxLength (${maxLength}), so every comment would be refused.`
      : undefined,
  ({ bannedWords, suspectWords }) => {
    const empty = [...bannedWords, ...suspectWords].find((word) => entryFault(word) === 'no-letters');
    return empty === undefined ? undefined : `“${empty}” has no letter, so it would match every comment or none.`;
  },
  ({ bannedWords, suspectWords }) => {
    const starry = [...bannedWords, ...suspectWords].find((word) => entryFault(word) === 'too-many-stars');
    return starry === undefined
      ? undefined
      : `“${starry}” has more stars inside than letters. Each star matches one letter, so it would match most words.`;
  },
  ({ bannedWords, suspectWords }) => {
    const banned = new Set(bannedWords);
    const both = suspectWords.find((word) => banned.has(word));
    return both === undefined ? undefined : `“${both}” is in bannedWords and in suspectWords. Remove it from one list.`;
  },
  ({ holdRepeatedCharacters }) =>
    holdRepeatedCharacters > 0 && holdRepeatedCharacters < 4
      ? `holdRepeatedCharacters (${holdRepeatedCharacters}) would hold ordinary words. Use 4 or more, or 0 to turn it off.`
      : undefined,
  ({ holdShouting }) =>
    holdShouting > 0 && holdShouting < 20
      ? `holdShouting (${holdShouting} %) would hold ordinary German texts. Use 20 or more, or 0 to turn it off.`
      : undefined,
  ({ rejectionMessages, rulesUrl }) => {
    const message = rulesUrl === null && rejectionMessages.find(({ text }) => text.includes('{rules}'));
    return message ? `“${message.title}” has {rules}, but rulesUrl is not set.` : undefined;
  },
];
