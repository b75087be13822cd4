import type { Token } from 'markdown-it';
import { type Heading, type ParsedPage, textOf } from './manual-markdown.ts';

/** A place that the search finds: a heading with the text up to the next one. */
export interface FoundPlace {
  readonly address: string;
  readonly page: string;
  readonly heading: string;
  readonly text: string;
}

/** @param address of the page, as the search's own address leads to it */
export function placesOf(address: string, { tokens, headings }: ParsedPage): FoundPlace[] {
  const page = headings[0]?.text ?? address;
  const texts = new Map<Heading, string[]>(headings.map((heading) => [heading, []]));
  let seen = -1;
  let isHeading = false;
  for (const token of tokens) {
    if (token.type === 'heading_open') seen += 1;
    isHeading = token.type === 'heading_open' || (isHeading && token.type === 'inline');
    const at = headings[seen];
    if (at && !isHeading) texts.get(at)?.push(...wordsOf(token));
  }
  return [...texts].map(([{ id, level, text }, words]) => ({
    address: level === 1 ? address : `${address}#${id}`,
    page,
    heading: text,
    text: words.join(' ').replaceAll(/\s+/g, ' '),
  }));
}

const wordsOf = (token: Token): string[] =>
  token.type === 'inline' ? [textOf(token)] : ['fence', 'code_block'].includes(token.type) ? [token.content] : [];
