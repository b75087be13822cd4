import { type FoldedLetters, foldText } from './folded-text.ts';
import { spacedWords } from './spaced-letters.ts';

/** Returns the ways to split a text into words, in most cases one. */
export function foldedTexts(text: string, language: string | null | undefined, spaced: boolean): FoldedLetters[] {
  const folded = [foldText(text, language)];
  const blanked = text.replace(blankLetters, ' ');
  if (blanked !== text) folded.push(foldText(blanked, language));
  return spaced ? [...folded, ...folded.flatMap((one) => spacedWords(one) ?? [])] : folded;
}

/** Filler characters that may stand for a blank or for nothing. */
const blankLetters = /[\u115f\u1160\u2800\u3164\uffa0]/g;
