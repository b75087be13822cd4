import { articleIdOf } from '#contracts/article-id-of';
import { pageAddress } from '#contracts/page-address';

/** Where the service is: beside this very script, whatever path it is published under. */
export const serviceBase = new URL('.', import.meta.url).href.replace(/\/$/, '');

/**
 * The page's own name of itself; of a frame that has none (`srcdoc`, `about:blank`), the one of the page around it.
 * Without what only this visit added.
 */
export function canonicalUrl(): string {
  const said = document.querySelector<HTMLLinkElement>('link[rel=canonical][href]')?.href;
  const { href, protocol } = location;
  return pageAddress(said?.startsWith('http') ? said : protocol === 'about:' ? document.baseURI : href);
}

/** Where the page does not name its article, what its address says. */
export const articleOfPage = (): string => articleIdOf(canonicalUrl());

/** Is it the article's id? From before addresses were decoded it may be called otherwise: see docs/embedding.md. */
export const isCalled = (article: string, id: string): boolean =>
  id === article || (/^https?:/.test(id) && articleIdOf(id) === article);

/** The language around an element; where the page says no region, dates are written as in the reader's own. */
export function languageAround(element: Element): string {
  const language = element.closest('[lang]')?.getAttribute('lang') || 'en';
  return navigator.languages.find((one) => one.startsWith(`${language}-`)) ?? language;
}

const commentHash = /^#comment-([0-9a-f-]{36})$/;
export const commentInAddress = (): string | null => commentHash.exec(location.hash)?.[1] ?? null;
