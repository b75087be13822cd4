import type { ArticleAnswer } from '#contracts/answers';
import type { EmbedPage, EmbedRenderer } from '#contracts/embed';
import { jsonLd } from './json-ld.ts';

/** The thread as a page of its own. It needs no script, and its policy allows none. */
export function embedDocument(renderer: EmbedRenderer, page: EmbedPage): string {
  const { article, nextCursor } = page.thread;
  const url = publishedUrl(article);
  const title = escapeHtml(article.title ?? article.articleId);
  const heading = url === null ? title : `<a href="${escapeHtml(url)}">${title}</a>`;
  return `<!doctype html>
<html lang="${escapeHtml(page.language)}" data-theme="${page.theme}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${nextCursor === null ? '' : '<meta name="robots" content="noindex, follow">'}
<title>${title}</title>
${url === null ? '' : `<link rel="canonical" href="${escapeHtml(url)}">`}
<link rel="stylesheet" href="${escapeHtml(page.base)}/widget.css">
</head>
<body class="page">
<main>
<h1>${heading}</h1>
${renderer.renderThread(page)}</main>
${jsonLd(page.thread, url ?? embedAddress(page))}
</body>
</html>
`;
}

/** Search engines and readers are sent nowhere that the publisher did not name. */
const publishedUrl = ({ url, urlConfirmed }: ArticleAnswer): string | null => (urlConfirmed ? url : null);

/** The element with the same in its shadow, for a server-side include into an article. */
export const embedFragment = (renderer: EmbedRenderer, page: EmbedPage): string =>
  renderer.renderElement(page) + jsonLd(page.thread, publishedUrl(page.thread.article) ?? embedAddress(page));

const embedAddress = ({ base, site, thread }: EmbedPage): string =>
  `${base}/v1/sites/${site}/articles/${encodeURIComponent(thread.article.articleId)}/embed`;

/** Nothing but our own stylesheet and form; a page of ours may be framed by the pages that may call us. */
export const embedPolicy = (origins: readonly string[]): string =>
  [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self' https:",
    "form-action 'self'",
    "base-uri 'none'",
    `frame-ancestors 'self' ${origins.join(' ')}`,
  ].join('; ');

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
