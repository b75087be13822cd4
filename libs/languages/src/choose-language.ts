export interface Chosen<Language extends string> {
  readonly language: Language;
  /** The tag that was asked for, as `Intl` takes it: its region decides how dates are written (en-GB). */
  readonly locale: string;
}

/** As long as tags are (RFC 5646, 4.4.1); what is longer says nothing that we heed. */
const longestTag = 35;

/**
 * The first of the wanted languages that is spoken, English otherwise.
 * @param wanted BCP 47 tags, and whatever else a page, a browser or an environment calls a language: `de_DE.UTF-8`, `C`
 */
export function chooseLanguage<Language extends string>(
  wanted: readonly string[],
  spoken: readonly Language[],
): Chosen<Language | 'en'> {
  for (const tag of wanted) {
    const plain = tag
      .trim()
      .replace(/[.@].*/s, '')
      .replaceAll('_', '-');
    const locale = canonical(plain);
    const [first = ''] = (locale ?? plain).toLowerCase().split('-');
    const language = spoken.find((one) => one === first);
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

/** Dates in another script would stand amid our texts: those of `zh` are simplified, also for readers of `zh-TW`. */
const isWrittenLike = (language: string, locale: string): boolean =>
  locale.length <= longestTag && scriptOf(language) === scriptOf(locale);

const scriptOf = (tag: string): string | undefined => new Intl.Locale(tag).maximize().script;
