export interface Chosen<Language extends string> {
  readonly language: Language;
  /** The tag that was asked for: its region decides how dates are written (en-GB). */
  readonly locale: string;
}

/**
 * The first of the wanted languages that is spoken, English otherwise.
 * @param wanted BCP 47 tags, and whatever else a page or a browser calls a language
 */
export function chooseLanguage<Language extends string>(
  wanted: readonly string[],
  spoken: readonly Language[],
): Chosen<Language | 'en'> {
  for (const tag of wanted) {
    const language = spoken.find((one) => one === tag.toLowerCase().split('-')[0]);
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
