/** The script that a language is usually written in, as `Cyrl` of `ru`. Undefined for tags that `Intl` rejects. */
export function scriptOfLanguage(tag: string): string | undefined {
  try {
    return new Intl.Locale(tag).maximize().script;
  } catch {
    return undefined;
  }
}
