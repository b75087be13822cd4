import type { Policy } from '#contracts/policy';
import { isKeyOf } from '#contracts/keys-of';
import type { Field } from './fields.ts';

export const groupNames = ['when', 'reports', 'texts', 'people', 'messages', 'other'] as const;
export type GroupName = (typeof groupNames)[number];

/** The group of each rule on the page. A rule without one does not compile. */
const groups: Readonly<Record<keyof Policy, GroupName>> = {
  mode: 'when',
  guestsAllowed: 'when',
  editWindowSeconds: 'when',
  closeAfterDays: 'when',
  flagThreshold: 'reports',
  autoHideThreshold: 'reports',
  autoHideNetworks: 'reports',
  reviewEdits: 'reports',
  guestFlagWeight: 'reports',
  lowestReporterWeight: 'reports',
  highestReporterWeight: 'reports',
  minLength: 'texts',
  maxLength: 'texts',
  bannedWords: 'texts',
  suspectWords: 'texts',
  wordLanguages: 'texts',
  spacedLetters: 'texts',
  stretchedLetters: 'texts',
  holdLinks: 'texts',
  repeatedTextMinutes: 'texts',
  holdWaves: 'texts',
  holdShouting: 'texts',
  holdRepeatedCharacters: 'texts',
  nudge: 'texts',
  holdNewAuthors: 'people',
  holdRecentRejections: 'people',
  lookalikeNames: 'people',
  staffNames: 'people',
  reservedNames: 'people',
  holdBannedNetworks: 'people',
  rulesUrl: 'messages',
  rejectionMessages: 'messages',
};

export const groupOf = ({ name }: Field): GroupName => (isKeyOf(groups, name) ? groups[name] : 'other');
