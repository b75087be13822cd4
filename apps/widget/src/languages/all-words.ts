import { chooseLanguage } from '#languages/choose-language';
import { ar } from './ar.ts';
import type { Catalogue } from './catalogue.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { laterEn } from './later-en.ts';
import { ThreadWords } from './thread-words.ts';
import { zh } from './zh.ts';

/** Every language at once, where size does not matter. */
const wholeEn: Catalogue = { ...en, ...laterEn };
export const catalogues: Readonly<Record<string, Catalogue>> = { en: wholeEn, de, fr, es, ar, zh };

/** @param wanted a BCP 47 tag; a language that is not spoken here gives English */
export function wordsOf(wanted: string): ThreadWords {
  const { language, locale } = chooseLanguage([wanted], Object.keys(catalogues));
  return new ThreadWords(catalogues[language] ?? wholeEn, language, locale);
}
