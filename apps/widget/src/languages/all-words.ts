import { chooseLanguage } from '#languages/choose-language';
import { ar } from './ar';
import type { Catalogue } from './catalogue';
import { de } from './de';
import { en } from './en';
import { es } from './es';
import { fr } from './fr';
import { ThreadWords } from './thread-words';
import { zh } from './zh';

/** Every language at once, where size does not matter. */
export const catalogues: Readonly<Record<string, Catalogue>> = { en, de, fr, es, ar, zh };

/** @param wanted a BCP 47 tag; a language that is not spoken here gives English */
export function wordsOf(wanted: string): ThreadWords {
  const { language, locale } = chooseLanguage([wanted], Object.keys(catalogues));
  return new ThreadWords(catalogues[language] ?? en, language, locale);
}
