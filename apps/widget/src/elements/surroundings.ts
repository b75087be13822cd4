/** Where the service is: beside this very script, whatever path it is published under. */
export const serviceBase = new URL('.', import.meta.url).href.replace(/\/$/, '');

/** The page's own name of itself, without what only this visit added. */
export function canonicalUrl(): string {
  const { href } = document.querySelector<HTMLLinkElement>('link[rel=canonical]') ?? location;
  return href.split('#')[0] ?? href;
}

/** The language around an element; where the page says no region, dates are written as in the reader's own. */
export function languageAround(element: Element): string {
  const language = element.closest('[lang]')?.getAttribute('lang') || 'en';
  return navigator.languages.find((one) => one.startsWith(`${language}-`)) ?? language;
}

const commentHash = /^#comment-([0-9a-f-]{36})$/;
export const commentInAddress = (): string | null => commentHash.exec(location.hash)?.[1] ?? null;
