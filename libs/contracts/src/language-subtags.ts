/** The language of a tag, such as `de` for `de-AT`; undefined if Unicode does not accept the tag (`en-a`) or it is `und`. */
export function languageOf(tag: string): string | undefined {
  const language = localeOf(tag)?.language;
  return language === 'und' ? undefined : language;
}

/** The script in which a language is most often written, such as `Cyrl` for `ru`. */
export const scriptOf = (tag: string): string | undefined => localeOf(tag)?.maximize().script;

function localeOf(tag: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(tag);
  } catch {
    return undefined;
  }
}
