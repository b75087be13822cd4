import type { ArticleAnswer } from '#contracts/answers';
import type { EmbedPage, EmbedRenderer } from '#contracts/embed';
import { jsonLd } from './json-ld.ts';

/** Builds a thread's own page. It needs no script, and its content security policy allows none. */
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

/** Only URLs that the publisher confirmed, so that readers and search engines are not sent to other pages. */
const publishedUrl = ({ url, urlConfirmed }: ArticleAnswer): string | null => (urlConfirmed ? url : null);

/** Builds the element with the thread in its shadow DOM, for a server-side include into an article. */
export const embedFragment = (renderer: EmbedRenderer, page: EmbedPage): string =>
  renderer.renderElement(page) + jsonLd(page.thread, publishedUrl(page.thread.article) ?? embedAddress(page));

const embedAddress = ({ base, site, thread }: EmbedPage): string =>
  `${base}/v1/sites/${site}/articles/${encodeURIComponent(thread.article.articleId)}/embed`;

/** Allows only our own stylesheet and form. The page may be framed by the origins that may call the API. */
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
