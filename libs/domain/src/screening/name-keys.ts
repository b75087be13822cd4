import unhomoglyph from 'unhomoglyph';
import { undrawn } from '#letters/drawn-letters';

/** Punctuation, blanks and signs make no difference between two names, unless there is nothing else in them. */
const betweenLetters = /[^\p{L}\p{M}\p{N}]+/gu;
const ignorable = /\p{Default_Ignorable_Code_Point}+/gu;

/**
 * What a name looks like: two names with a key in common can be taken for each other. The skeleton of Unicode's UTS 39,
 * by its table of confusables, of the name as it is, in small letters and in capitals: `PauI` is `Paul` by the first,
 * `MARIA` is `Maria` by the second, and Cyrillic capitals are Latin ones by the third.
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

/** UTS 39, 4; what is ignorable was left out before. */
const skeleton = (text: string): string => unhomoglyph(text.normalize('NFD')).normalize('NFD');
