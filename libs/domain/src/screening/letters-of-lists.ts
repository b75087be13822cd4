import { scriptOf } from '#contracts/language-subtags';
import { isTurkish } from '#letters/folded-text';
import { type IsSameLetter, decidingLanguages, lettersIn } from './accents.ts';

/** How the letters of listed words are compared with those of a text. */
export interface LettersOfLists {
  /** I is the capital of ı. */
  readonly turkish: boolean;
  readonly same: IsSameLetter;
  /** In which the page is likely written: ISO 15924, as `Cyrl`. */
  readonly script: string | undefined;
}

/** For a page in `language`, and lists in `wordLanguages` (BCP 47, none: in the language of the page). */
export function lettersOfLists(language: string | null | undefined, wordLanguages: readonly string[]): LettersOfLists {
  const turkish = isTurkishText(language, wordLanguages);
  const deciding = decidingLanguages(language, wordLanguages);
  const same = lettersIn(deciding, turkish || deciding.some(isTurkish));
  return { turkish, same, script: language == null ? undefined : scriptOf(language) };
}

const isTurkishText = (language: string | null | undefined, wordLanguages: readonly string[]): boolean =>
  language == null ? wordLanguages.length > 0 && wordLanguages.every(isTurkish) : isTurkish(language);
