import { readEntry } from './word-entry.ts';

/** Why an entry of a list of words matches no comment, or none that its author thinks of. */
export type EntryFault = 'no-letters' | 'several-words' | 'too-many-stars';

/** Null for an entry that is as good as any. */
export function entryFault(entry: string): EntryFault | null {
  const word = readEntry(entry, false);
  const letters = word?.pieces.map(({ text }) => text).join('') ?? '';
  if (!word || !/[\p{L}\p{N}\p{S}\ue000-\ue019]/u.test(letters)) return 'no-letters';
  if (/[\p{L}\p{N}]["'”’]?\s*(?:[;|\n；、،؛]|,(?!\d)|，)\s*["'“‘]?[\p{L}\p{N}]/u.test(entry)) return 'several-words';
  return word.pieces.length - 1 > letters.length ? 'too-many-stars' : null;
}
