import sanitizeHtml from 'sanitize-html';
import { commentMarkdown, linkRel } from './comment-markdown.ts';
import { mostMarkup, markupIn } from './markup.ts';
import { renderTyped } from './render-typed.ts';

/** The HTML has at most `times` as many bytes of UTF-8 as the text, plus the allowance, which short texts need. */
export const mostHtml = { times: 8, allowance: 1000 } as const;

/**
 * Renders a comment to the only HTML that readers get: a small Markdown (emphasis, links, quotes, code, lists, line
 * breaks), restricted by an allow-list. Raw HTML, images, headings and tables are shown as typed. So is a whole text
 * with more markup than a person writes, because rendering it would be too expensive.
 */
export function renderMarkdown(text: string): string {
  if (isShownAsTyped(text)) return renderTyped(text);
  const html = commentMarkdown.render(text);
  if (isTooLong(html, text)) return renderTyped(text);
  return isSafe(html) ? html.replaceAll('&quot;', '"') : sanitize(html);
}

/** True if a text contains no Markdown, or too much. */
export const isShownAsTyped = (text: string): boolean => isPlain(text) || markupIn(text) > mostMarkup;

/** A text whose HTML would be too long is shown as typed, too. */
export const isTooLong = (html: string, text: string): boolean =>
  html.length > mostHtml.allowance &&
  Buffer.byteLength(html) > mostHtml.allowance + mostHtml.times * Buffer.byteLength(text);

/** Renders with the sanitizer. Exported so that a spec can compare the faster paths with it. */
export const renderSanitized = (text: string): string => sanitize(commentMarkdown.render(text));

const sanitize = (html: string): string => sanitizeHtml(html, allowed);

const allowed: sanitizeHtml.IOptions = {
  allowedTags: ['p', 'br', 'em', 'strong', 's', 'a', 'blockquote', 'code', 'pre', 'ul', 'ol', 'li'],
  allowedAttributes: {
    a: ['href', 'rel', 'dir'],
    ol: ['start', 'data-digits', 'dir'],
    li: ['value', 'dir'],
    pre: ['tabindex'],
    ...Object.fromEntries(['p', 'blockquote', 'ul', 'code'].map((tag) => [tag, ['dir']])),
  },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowProtocolRelative: false,
  transformTags: { a: sanitizeHtml.simpleTransform('a', { rel: linkRel }) },
};

/**
 * True if the HTML has only exactly these tags, and no link in a link. The sanitizer would change nothing, and takes
 * four times as long as everything else.
 */
const isSafe = (html: string): boolean => !/[<>]/.test(html.replaceAll(safeTags, '')) && !linkInLink.test(html);

const linkInLink = /<a [^>]*>(?:[^<]|<(?!\/a>|a ))*<a /;

const safeTags = new RegExp(
  [
    '</?(?:em|strong|s|code)>',
    '<pre tabindex="0">',
    '<br />',
    '</(?:p|blockquote|ul|ol|li|a|pre)>',
    '<(?:p|blockquote|ul|ol|li|code) dir="(?:auto|rtl)">',
    '<ol(?: start="\\d+")?(?: data-digits="\\d")? dir="(?:auto|rtl)">',
    '<li value="\\d+" dir="(?:auto|rtl)">',
    `<a href="(?:https?://|mailto:)(?:[^"<>&]|&amp;)*" rel="${linkRel}" dir="(?:auto|ltr)">`,
  ].join('|'),
  'g',
);

/** True if no character is special to Markdown, HTML or the link finder, and no line starts or ends with a space. */
const isPlain = (text: string): boolean =>
  text !== '' && text.trim() === text && !special.test(text) && !unevenLine.test(text);

// eslint-disable-next-line no-control-regex -- control characters and direction controls take the slower paths
const special = /[\u0000-\u0009\u000b-\u001f\\`*_[\]<>&~\u202a-\u202e\u2066-\u2069]|:\S|\/\//;
const unevenLine = /^(?:[^\S\n]|[-+]|\d+[.)])|[^\S\n]$/m;
