import { foldedWord } from './word-list.ts';

/** Why an entry of a list of words can match no comment, or none that its author thinks of. */
export type EntryFault = 'several-words' | 'no-letters' | 'too-many-stars';

/** Null for an entry that is as good as any. */
export function entryFault(entry: string): EntryFault | null {
  if (foldedWord(entry) === '' || !/[\p{L}\p{N}\p{S}]/u.test(entry)) return 'no-letters';
  if (/\p{L}\s*[,;|\n،、，；；]\s*\p{L}/u.test(entry)) return 'several-words';
  return null;
}
