/** The language of a tag, as `de` of `de-AT`; undefined for what Unicode does not take for a tag (`en-a`), or says nothing. */
export function languageOf(tag: string): string | undefined {
  const language = localeOf(tag)?.language;
  return language === 'und' ? undefined : language;
}

/** The script that a language is likely written in, as `Cyrl` of `ru`. */
export const scriptOf = (tag: string): string | undefined => localeOf(tag)?.maximize().script;

function localeOf(tag: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(tag);
  } catch {
    return undefined;
  }
}
