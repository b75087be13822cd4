import { scriptOf } from '#contracts/language-subtags';
import { isTurkish } from '#letters/folded-text';
import { type IsSameLetter, decidingLanguages, lettersIn } from './accents.ts';

/** The rules for comparing the letters of listed words with those of a text. */
export interface LettersOfLists {
  /** True if I is the capital of ı. */
  readonly turkish: boolean;
  readonly same: IsSameLetter;
  /** The script that the page is probably written in: ISO 15924, as `Cyrl`. */
  readonly script: string | undefined;
}

/** Returns the rules for a page in `language` and lists in `wordLanguages` (BCP 47; none: the language of the page). */
export function lettersOfLists(language: string | null | undefined, wordLanguages: readonly string[]): LettersOfLists {
  const turkish = isTurkishText(language, wordLanguages);
  const same = lettersIn(decidingLanguages(language, wordLanguages), turkish);
  return { turkish, same, script: language == null ? undefined : scriptOf(language) };
}

const isTurkishText = (language: string | null | undefined, wordLanguages: readonly string[]): boolean =>
  language == null ? wordLanguages.length > 0 && wordLanguages.every(isTurkish) : isTurkish(language);
