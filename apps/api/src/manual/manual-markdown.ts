import GithubSlugger from 'github-slugger';
import MarkdownIt, { type Token } from 'markdown-it';

export interface Heading {
  readonly id: string;
  readonly level: number;
  readonly text: string;
}

/** A parsed page. `tokens` have their links resolved and their headings named. */
export interface ParsedPage {
  readonly tokens: readonly Token[];
  readonly headings: readonly Heading[];
}

const markdown = new MarkdownIt({ html: true });
const { escapeHtml } = markdown.utils;

// Pages hold comments for the specs that check them. HTML is shown as it was typed, since a page needs none.
const shownAsTyped = (content: string): string => (/^\s*<!--[\s\S]*-->\s*$/.test(content) ? '' : escapeHtml(content));
const { rules } = markdown.renderer;
rules.html_block = (tokens, at) => shownAsTyped(tokens[at]?.content ?? '');
rules.html_inline = (tokens, at) => shownAsTyped(tokens[at]?.content ?? '');
// Keyboards scroll only what can have the focus.
rules.table_open = () => '<div class="scroll" tabindex="0"><table>';
rules.table_close = () => '</table></div>';
rules.fence = (tokens, at) => {
  const { content = '', info = '' } = tokens[at] ?? {};
  const code = `<pre tabindex="0"><code>${escapeHtml(content)}</code></pre>`;
  // The service draws no Mermaid; GitHub does.
  return info === 'mermaid' ? `<details><summary>Source of the diagram (Mermaid)</summary>${code}</details>` : code;
};

/**
 * @param resolve from a link or the address of a picture to what the page has instead; undefined: the text without a
 * link
 */
export function parsePage(source: string, resolve: (address: string) => string | undefined): ParsedPage {
  const tokens = markdown.parse(source, {});
  const slugger = new GithubSlugger();
  const headings: Heading[] = [];
  tokens.forEach((token, at) => {
    for (const child of token.children ?? []) readdress(child, resolve);
    // Columns are aligned by inline styles, which the page's policy forbids.
    if (['th_open', 'td_open'].includes(token.type)) token.attrs = null;
    if (token.type !== 'heading_open') return;
    const text = textOf(tokens[at + 1]);
    const heading = { id: slugger.slug(text), level: Number(token.tag.slice(1)), text };
    token.attrSet('id', heading.id);
    headings.push(heading);
  });
  return { tokens, headings };
}

export const renderPage = ({ tokens }: ParsedPage): string =>
  markdown.renderer.render([...tokens], markdown.options, {});

export const textOf = (inline: Token | undefined): string =>
  (inline?.children ?? []).map(({ type, content }) => (type === 'softbreak' ? ' ' : content)).join('');

function readdress(token: Token, resolve: (address: string) => string | undefined): void {
  const name = token.type === 'link_open' ? 'href' : token.type === 'image' ? 'src' : undefined;
  if (name === undefined) return;
  const address = resolve(String(token.attrGet(name) ?? ''));
  if (address === undefined) token.attrs = [['class', 'file']];
  else token.attrSet(name, address);
  if (name === 'src') token.attrSet('loading', 'lazy');
}
