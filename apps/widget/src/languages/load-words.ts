import { chooseLanguage } from '#languages/choose-language';
import type { Catalogue } from './catalogue.ts';
import { en } from './en.ts';
import { ThreadWords } from './thread-words.ts';

/** The languages besides English; each is a module of its own, so that a reader gets their own language alone. */
const others: Readonly<Record<string, () => Promise<Readonly<Record<string, Catalogue>>>>> = {
  de: () => import('./de.ts'),
  fr: () => import('./fr.ts'),
  es: () => import('./es.ts'),
  ar: () => import('./ar.ts'),
  zh: () => import('./zh.ts'),
};
/** English has all of its texts once the rest of the script is there. */
export function learn(rest: Partial<Catalogue>): void {
  Object.assign(en, rest);
}

const spoken = ['en', ...Object.keys(others)];

/** English for a language that is not spoken here, or cannot be had now. */
export async function loadWords(wanted: string): Promise<ThreadWords> {
  const { language, locale } = chooseLanguage([wanted], spoken);
  const catalogue = language === 'en' ? en : (await others[language]?.().catch(() => undefined))?.[language];
  return catalogue ? new ThreadWords(catalogue, language, locale) : new ThreadWords(en, 'en');
}
