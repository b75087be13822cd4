import { chooseLanguage } from '#languages/choose-language';
import type { Catalogue } from './catalogue.ts';
import { en } from './en.ts';
import { ThreadWords } from './thread-words.ts';

/** The languages besides English. Each is a separate module, so that a reader loads only their own. */
const others: Readonly<Record<string, () => Promise<Readonly<Record<string, Catalogue>>>>> = {
  de: () => import('./de.ts'),
  fr: () => import('./fr.ts'),
  es: () => import('./es.ts'),
  ar: () => import('./ar.ts'),
  zh: () => import('./zh.ts'),
};
/** Adds the rest of the English texts, which is loaded with the rest of the script. */
export function learn(rest: Partial<Catalogue>): void {
  Object.assign(en, rest);
}

const spoken = ['en', ...Object.keys(others)];

/** English for a language that the widget lacks, or that fails to load. */
export async function loadWords(wanted: string): Promise<ThreadWords> {
  const { language, locale } = chooseLanguage([wanted], spoken);
  const catalogue = language === 'en' ? en : (await others[language]?.().catch(() => undefined))?.[language];
  return catalogue ? new ThreadWords(catalogue, language, locale) : new ThreadWords(en, 'en');
}
