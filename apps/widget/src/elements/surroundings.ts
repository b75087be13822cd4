import { articleIdOf } from '#contracts/article-id-of';
import { pageAddress } from '#contracts/page-address';

/** The address of the service: that of this script's folder, under whatever path it is published. */
export const serviceBase = new URL('.', import.meta.url).href.replace(/\/$/, '');

/**
 * The page's own name of itself; of a frame that has none (`srcdoc`, `about:blank`), the one of the page around it.
 * Without what only this visit added.
 */
export function canonicalUrl(): string {
  const canonical = document.querySelector<HTMLLinkElement>('link[rel=canonical][href]')?.href;
  const { href, protocol } = location;
  return pageAddress(canonical?.startsWith('http') ? canonical : protocol === 'about:' ? document.baseURI : href);
}

/** The article id for a page that names none: derived from its address. */
export const articleOfPage = (): string => articleIdOf(canonicalUrl());

/** Is it the article's id? From before addresses were decoded it may be called otherwise: see docs/embedding.md. */
export const isCalled = (article: string, id: string): boolean =>
  id === article || (/^https?:/.test(id) && articleIdOf(id) === article);

/** The language of an element. If the page names no region, dates are written as in the reader's own. */
export function languageAround(element: Element): string {
  const language = element.closest('[lang]')?.getAttribute('lang') || 'en';
  return navigator.languages.find((one) => one.startsWith(`${language}-`)) ?? language;
}

const commentHash = /^#comment-([0-9a-f-]{36})$/;
export const commentInAddress = (): string | null => commentHash.exec(location.hash)?.[1] ?? null;
