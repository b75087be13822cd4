import MarkdownIt from 'markdown-it';
import sanitizeHtml from 'sanitize-html';

/**
 * The only HTML that readers ever get of a comment: a small Markdown (emphasis, links, quotes, code, lists, line breaks)
 * that has passed an allow-list. Raw HTML, images, headings and tables stay the characters that were typed.
 */
export function renderMarkdown(text: string): string {
  if (isPlain(text)) return renderPlain(text);
  const html = markdown.render(text);
  return isSafe(html) ? html.replaceAll('&quot;', '"') : sanitize(html);
}

/** The long way, for any text. Exported so that a spec can hold the short ways above against it. */
export const renderSanitized = (text: string): string => sanitize(markdown.render(text));

const rel = 'nofollow ugc noopener';
const blocks = new Set(['p', 'blockquote', 'ul', 'ol', 'li', 'code']);

const markdown = createMarkdown();

function createMarkdown() {
  const renderer = new MarkdownIt({ html: false, xhtmlOut: true, linkify: true, breaks: true, typographer: false });
  renderer.disable(['image', 'heading', 'lheading', 'hr', 'table', 'reference', 'html_block', 'html_inline']);
  renderer.disable('code'); // an indented line is a poem more often than a program; fences still make code
  // Bare domains and addresses are often no links at all; what carries its scheme is one.
  renderer.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
  renderer.validateLink = (url) => /^(?:https?:\/\/|mailto:)/i.test(url.trim());
  renderer.core.ruler.push('attributes', ({ tokens }) => {
    for (const token of tokens) {
      // A comment may be in any script: the browser finds the direction of each block by its first letter.
      if (blocks.has(token.tag) && token.nesting !== -1) token.attrSet('dir', 'auto');
      for (const child of token.children ?? []) if (child.type === 'link_open') child.attrSet('rel', rel);
    }
  });
  return renderer;
}

const sanitize = (html: string): string => sanitizeHtml(html, allowed);

const allowed: sanitizeHtml.IOptions = {
  allowedTags: ['p', 'br', 'em', 'strong', 's', 'a', 'blockquote', 'code', 'pre', 'ul', 'ol', 'li'],
  allowedAttributes: {
    a: ['href', 'rel'],
    ol: ['start', 'dir'],
    ...Object.fromEntries(['p', 'blockquote', 'ul', 'li', 'code'].map((tag) => [tag, ['dir']])),
  },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowProtocolRelative: false,
  transformTags: { a: sanitizeHtml.simpleTransform('a', { rel }) },
};

/** Whether there is no tag but these, to the letter. The sanitizer would change nothing then, and is four times as slow as the rest. */
const isSafe = (html: string): boolean => !/[<>]/.test(html.replaceAll(safeTags, ''));

const safeTags = new RegExp(
  [
    '</?(?:em|strong|s|pre|code)>',
    '<br />',
    '</(?:p|blockquote|ul|ol|li|a)>',
    '<(?:p|blockquote|ul|ol|li|code) dir="auto">',
    `<a href="(?:https?://|mailto:)(?:[^"<>&]|&amp;)*" rel="${rel}">`,
  ].join('|'),
  'g',
);

/** Nothing in it means anything to Markdown, HTML or the link finder, and no line starts or ends with a space. */
const isPlain = (text: string): boolean =>
  text !== '' && text.trim() === text && !special.test(text) && !unevenLine.test(text);

// eslint-disable-next-line no-control-regex -- control characters take the longer ways
const special = /[\u0000-\u0009\u000b-\u001f\\`*_[\]<>&~]|:\S|\/\//;
const unevenLine = /^(?:[^\S\n]|[-+]|\d+[.)])|[^\S\n]$/m;

/** What Markdown makes of a plain text, without reading it. */
const renderPlain = (text: string): string =>
  text
    .split(/\n{2,}/)
    .map((paragraph) => `<p dir="auto">${paragraph.replaceAll('\n', '<br />\n')}</p>\n`)
    .join('');
