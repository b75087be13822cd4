import unhomoglyph from 'unhomoglyph';
import { undrawn } from '#letters/drawn-letters';

/** Punctuation, blanks and symbols do not distinguish names, unless a name has nothing else. */
const betweenLetters = /[^\p{L}\p{M}\p{N}]+/gu;
const ignorable = /\p{Default_Ignorable_Code_Point}+/gu;

/**
 * Returns keys for the look of a name: two names with a common key can be mistaken for each other. Each key is the
 * skeleton of Unicode's UTS 39, by its table of confusables, of the name as it is, in small letters and in capitals:
 * `PauI` matches `Paul` by the first, `MARIA` matches `Maria` by the second, and Cyrillic capitals match Latin ones by
 * the third.
 */
export function nameKeys(name: string): string[] {
  const plain = undrawn(name.normalize('NFKC').replace(ignorable, ''));
  const keys = [
    skeleton(plain).toLowerCase(),
    skeleton(plain.toLowerCase()).toLowerCase(),
    skeleton(plain.toUpperCase()),
  ];
  return [...new Set(keys.map((key) => key.replace(betweenLetters, '') || key.trim()))];
}

/** UTS 39, section 4. Ignorable characters were removed before. */
const skeleton = (text: string): string => unhomoglyph(text.normalize('NFD')).normalize('NFD');
