import { type FoldedLetters, foldText } from './folded-text.ts';
import { spacedWords } from './spaced-letters.ts';

/** The ways in which one text may be taken for words: mostly one. */
export function foldedTexts(text: string, language: string | null | undefined, spaced: boolean): FoldedLetters[] {
  const folded = [foldText(text, language)];
  const blanked = text.replace(blankLetters, ' ');
  if (blanked !== text) folded.push(foldText(blanked, language));
  return spaced ? [...folded, ...folded.flatMap((one) => spacedWords(one) ?? [])] : folded;
}

/** Fillers that take the place of a blank, and stand between letters as if they were nothing. */
const blankLetters = /[\u115f\u1160\u2800\u3164\uffa0]/g;
