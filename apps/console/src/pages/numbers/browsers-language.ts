/**
 * The charts' library asks `Intl` for the browser's own language as soon as it is loaded, and is not there at all where
 * `Intl` refuses that name: a Chromium that takes it from its environment has `C` or `en-US@posix`. Then the desk's
 * own language is used instead.
 */
export function nameBrowsersLanguage(locale: string): void {
  if (!isRefused(navigator.language)) return;
  Object.defineProperty(navigator, 'language', { value: locale, configurable: true });
}

function isRefused(tag: string): boolean {
  try {
    Intl.getCanonicalLocales(tag);
    return false;
  } catch {
    return true;
  }
}
