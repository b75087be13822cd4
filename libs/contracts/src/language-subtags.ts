/** The language of a tag, as `de` of `de-AT`. Undefined for tags that `Intl` rejects (`en-a`) and for `und`. */
export function languageOf(tag: string): string | undefined {
  try {
    const { language } = new Intl.Locale(tag);
    return language === 'und' ? undefined : language;
  } catch {
    return undefined;
  }
}
