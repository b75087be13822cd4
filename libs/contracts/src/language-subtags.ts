/** The language of a tag, as `de` of `de-AT`. Undefined for tags that `Intl` rejects (`en-a`) and for `und`. */
export function languageOf(tag: string): string | undefined {
  const language = localeOf(tag)?.language;
  return language === 'und' ? undefined : language;
}

/** The script (ISO 15924) that a language is usually written in, as `Cyrl` of `ru`. Undefined for invalid tags. */
export const scriptOf = (tag: string): string | undefined => localeOf(tag)?.maximize().script;

function localeOf(tag: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(tag);
  } catch {
    return undefined;
  }
}
