import MarkdownIt from 'markdown-it';
import sanitizeHtml from 'sanitize-html';

/**
 * The only HTML that readers ever get of a comment: a small Markdown (emphasis, links, quotes, code, lists, line breaks),
 * sanitized again by an allow-list. Raw HTML, images, headings and tables stay the characters that were typed.
 */
export const renderMarkdown = (text: string): string => (isPlain(text) ? renderPlain(text) : renderRich(text));

/** The general way, for any text. Exported so that a spec can hold the fast way against it. */
export const renderRich = (text: string): string => sanitizeHtml(markdown.render(text), allowed);

const markdown = createMarkdown();

function createMarkdown() {
  const renderer = new MarkdownIt({ html: false, linkify: true, breaks: true, typographer: false });
  renderer.disable(['image', 'heading', 'lheading', 'hr', 'table', 'reference', 'html_block', 'html_inline']);
  renderer.disable('code'); // an indented line is a poem more often than a program; fences still make code
  // Bare domains and addresses are often no links at all; what carries its scheme is one.
  renderer.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
  renderer.validateLink = (url) => /^(?:https?:\/\/|mailto:)/i.test(url.trim());
  // A comment may be in any script: the browser finds the direction of each block by its first letter.
  renderer.core.ruler.push('direction', ({ tokens }) => {
    for (const token of tokens) if (blocks.has(token.tag) && token.nesting !== -1) token.attrSet('dir', 'auto');
  });
  return renderer;
}

const blocks = new Set(['p', 'blockquote', 'ul', 'ol', 'li', 'code']);

const allowed: sanitizeHtml.IOptions = {
  allowedTags: ['p', 'br', 'em', 'strong', 's', 'a', 'blockquote', 'code', 'pre', 'ul', 'ol', 'li'],
  allowedAttributes: {
    a: ['href', 'rel'],
    ol: ['start', 'dir'],
    ...Object.fromEntries(['p', 'blockquote', 'ul', 'li', 'code'].map((tag) => [tag, ['dir']])),
  },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowProtocolRelative: false,
  transformTags: { a: sanitizeHtml.simpleTransform('a', { rel: 'nofollow ugc noopener' }) },
};

/** Nothing in it means anything to Markdown, HTML or the link finder, and no line starts or ends with a space. */
const isPlain = (text: string): boolean =>
  text !== '' && text.trim() === text && !special.test(text) && !unevenLine.test(text);

// eslint-disable-next-line no-control-regex -- control characters take the general way
const special = /[\u0000-\u0009\u000b-\u001f\\`*_[\]<>&~]|:\S|\/\//;
const unevenLine = /^(?:[^\S\n]|[-+]|\d+[.)])|[^\S\n]$/m;

/** What `renderRich` makes of a plain text, without reading it twice. */
const renderPlain = (text: string): string =>
  text
    .split(/\n{2,}/)
    .map((paragraph) => `<p dir="auto">${paragraph.replaceAll('\n', '<br />\n')}</p>\n`)
    .join('');
