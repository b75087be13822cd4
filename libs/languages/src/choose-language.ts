export interface Chosen<Language extends string> {
  readonly language: Language;
  /** The requested tag in the form that `Intl` accepts. Its region decides the format of dates (en-GB). */
  readonly locale: string;
}

/** The longest tag by RFC 5646, 4.4.1. Longer ones are not used as locales. */
const longestTag = 35;

/**
 * Returns the first requested language that is supported, or English.
 * @param requested BCP 47 tags and other names of languages from pages, browsers or environments: `de_DE.UTF-8`, `C`
 */
export function chooseLanguage<Language extends string>(
  requested: readonly string[],
  supported: readonly Language[],
): Chosen<Language | 'en'> {
  for (const tag of requested) {
    const plain = tag
      .trim()
      .replace(/[.@].*/s, '')
      .replaceAll('_', '-');
    const locale = canonical(plain);
    const [first = ''] = (locale ?? plain).toLowerCase().split('-');
    const language = supported.find((one) => one === first);
    if (language) return { language, locale: locale && isWrittenLike(language, locale) ? locale : language };
  }
  return { language: 'en', locale: 'en' };
}

function canonical(tag: string): string | undefined {
  try {
    const [locale] = Intl.getCanonicalLocales(tag);
    return locale;
  } catch {
    return undefined;
  }
}

/**
 * False if dates would be in another script than our texts: those of `zh` are simplified, also for readers of `zh-TW`.
 */
const isWrittenLike = (language: string, locale: string): boolean =>
  locale.length <= longestTag && scriptOf(language) === scriptOf(locale);

const scriptOf = (tag: string): string | undefined => new Intl.Locale(tag).maximize().script;
