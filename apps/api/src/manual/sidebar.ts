import type { Token } from 'markdown-it';
import { textOf } from './manual-markdown.ts';

interface SidebarLink {
  readonly text: string;
  readonly address: string;
}

export interface SidebarPart {
  readonly title: string;
  readonly links: readonly SidebarLink[];
}

/**
 * The sidebar of every page, from the index (`docs/README.md`): its headings of the second level, and the first link of
 * each entry in the lists below them.
 */
export function sidebarOf(tokens: readonly Token[]): SidebarPart[] {
  const parts: { title: string; links: SidebarLink[] }[] = [];
  tokens.forEach((token, at) => {
    if (token.type === 'heading_open' && token.tag === 'h2') parts.push({ title: textOf(tokens[at + 1]), links: [] });
    if (token.type !== 'list_item_open') return;
    const link = firstLink(tokens[at + 2]?.children ?? []);
    if (link) parts.at(-1)?.links.push(link);
  });
  return parts;
}

function firstLink(inline: readonly Token[]): SidebarLink | undefined {
  const opens = inline.findIndex(({ type }) => type === 'link_open');
  const closes = inline.findIndex(({ type }) => type === 'link_close');
  const address = inline[opens]?.attrGet('href');
  if (typeof address !== 'string') return undefined;
  return {
    address,
    text: inline
      .slice(opens + 1, closes)
      .map(({ content }) => content)
      .join(''),
  };
}
