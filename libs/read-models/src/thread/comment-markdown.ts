import MarkdownIt from 'markdown-it';
import { limitEmphasis, limitNesting } from './markdown-nesting.ts';

/** Search engines give such a link no weight, and the page behind it gets no way back to this window. */
export const linkRel = 'nofollow ugc noopener';

/** A longer address, written out in percent signs, is no link: one letter of it can take twelve bytes. */
const longestAddress = 2000;

const blocks = new Set(['p', 'blockquote', 'ul', 'ol', 'li', 'code']);

/** The Markdown of comments: emphasis, links, quotes, code, lists and line breaks. Everything else is text. */
export const commentMarkdown = createMarkdown();

function createMarkdown() {
  const renderer = new MarkdownIt({ html: false, xhtmlOut: true, linkify: true, breaks: true, typographer: false });
  renderer.disable(['image', 'heading', 'lheading', 'hr', 'table', 'reference', 'html_block', 'html_inline']);
  renderer.disable('code'); // an indented line is a poem more often than a program; fences still make code
  // Bare domains and addresses are often no links at all; what carries its scheme is one.
  renderer.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
  renderer.validateLink = (url) => url.length <= longestAddress && /^(?:https?:\/\/|mailto:)/i.test(url.trim());
  limitNesting(renderer);
  renderer.core.ruler.push('attributes', ({ tokens }) => tokens.forEach(setAttributes));
  renderer.core.ruler.push('emphasis depth', ({ tokens }) =>
    tokens.forEach(({ children }) => children && limitEmphasis(children)),
  );
  return renderer;
}

type Token = ReturnType<typeof commentMarkdown.parse>[number];

/** What the allow-list would take out again, or is not there yet. */
function setAttributes(token: Token): void {
  // A comment may be in any script: the browser finds the direction of each block by its first letter.
  if (blocks.has(token.tag) && token.nesting !== -1) token.attrSet('dir', 'auto');
  if (token.type === 'fence') token.info = '';
  for (const child of token.children ?? []) {
    if (child.type !== 'link_open') continue;
    child.attrs = [
      ['href', lowerCaseScheme(String(child.attrGet('href') ?? ''))],
      ['rel', linkRel],
    ];
  }
}

const lowerCaseScheme = (address: string): string =>
  address.trim().replace(/^[a-z]+:/i, (scheme) => scheme.toLowerCase());
