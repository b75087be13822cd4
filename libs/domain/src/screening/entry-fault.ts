import { readEntry } from './word-entry.ts';

/** The reason why an entry of a word list matches no comment, or not those that its author expects. */
export type EntryFault = 'no-letters' | 'several-words' | 'too-many-stars';

/** Returns null for a usable entry. */
export function entryFault(entry: string): EntryFault | null {
  const word = readEntry(entry, false);
  const letters = word?.pieces.map(({ text }) => text).join('') ?? '';
  if (!word || !/[\p{L}\p{N}\p{S}\ue000-\ue019]/u.test(letters)) return 'no-letters';
  if (/[\p{L}\p{N}]["'”’]?\s*(?:[;|\n；、،؛]|,(?!\d)|，)\s*["'“‘]?[\p{L}\p{N}]/u.test(entry)) return 'several-words';
  return word.pieces.length - 1 > letters.length ? 'too-many-stars' : null;
}
