import { relativeAddress } from './manual-address.ts';
import type { Heading } from './manual-markdown.ts';
import type { SidebarPart } from './sidebar.ts';

export interface ManualPage {
  readonly address: string;
  readonly title: string;
  /** HTML, already escaped. */
  readonly body: string;
  readonly headings: readonly Heading[];
  readonly sidebar: readonly SidebarPart[];
}

/** Only files of this origin; no inline styles or scripts. */
export const manualPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * The navigation follows the text, and the style sheet moves it to the left on wide screens. So the page needs no
 * script to be read on a phone: “Contents” links to the list below the text.
 */
export function manualPage(page: ManualPage): string {
  const to = (address: string): string => escaped(relativeAddress(page.address, address));
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(page.title)} · Colloquy</title>
<link rel="icon" href="${to('/favicon.ico')}"><link rel="stylesheet" href="${to('/docs/manual.css')}">
<script type="module" src="${to('/docs/manual.js')}"></script></head>
<body><a class="skip" href="#text">Skip to the text</a>
<header><a class="home" href="${to('/docs')}">Colloquy docs</a><a class="contents" href="#contents">Contents</a>
<search data-index="${to('/docs/search.json')}" hidden><input type="search" placeholder="Search (press /)" aria-label="Search the documentation" aria-controls="found" autocomplete="off"><div id="found" aria-live="polite"></div></search></header>
<main id="text">${page.address === '/docs' ? '' : onThisPage(page.headings)}<article>
${page.body}</article></main>
<nav id="contents" aria-label="Contents">${page.sidebar.map((part) => partOf(part, page.address)).join('\n')}</nav>
</body></html>`;
}

const partOf = ({ title, links }: SidebarPart, current: string): string =>
  `<h2>${escaped(title)}</h2><ul>${links
    .map(({ text, address }) => {
      const isCurrent = address === current ? ' aria-current="page"' : '';
      return `<li><a href="${escaped(hrefOf(current, address))}"${isCurrent}>${escaped(text)}</a></li>`;
    })
    .join('')}</ul>`;

const hrefOf = (from: string, address: string): string =>
  address.startsWith('/') ? relativeAddress(from, address) : address;

/** Links to the headings of the second level, on pages that are long enough to need them. */
function onThisPage(headings: readonly Heading[]): string {
  const seconds = headings.filter(({ level }) => level === 2);
  if (seconds.length < 3) return '';
  const items = seconds.map(({ id, text }) => `<li><a href="#${escaped(id)}">${escaped(text)}</a></li>`).join('');
  return `<details class="on-this-page"><summary>On this page</summary><ul>${items}</ul></details>`;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
