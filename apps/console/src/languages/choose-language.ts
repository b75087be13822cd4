import { type Language, languages } from './texts';

export interface Chosen {
  readonly language: Language;
  readonly locale: string;
}

/** The first of the wanted tags that is spoken here, English otherwise. */
export function chooseLanguage(wanted: readonly string[]): Chosen {
  for (const tag of wanted) {
    const base = tag.toLowerCase().split('-')[0];
    const language = languages.find((one) => one === base);
    if (language) return { language, locale: isLocale(tag) ? tag : language };
  }
  return { language: 'en', locale: 'en' };
}

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}
