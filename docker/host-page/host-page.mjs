// A small newspaper on a separate origin, to show the comments as its readers see them.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { articles } from './articles.mjs';

const directory = fileURLToPath(new URL('.', import.meta.url));
const types = { '.css': 'text/css', '.js': 'text/javascript' };

/**
 * @param {{ service: string | (() => string), port?: number, host?: string, token?: () => Promise<string | null> }}
 * options
 *   service: the address of Colloquy; token: returns a signed-in reader's token
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>}
 */
export async function serveHostPage({ service, port = 0, host = '127.0.0.1', token = async () => null }) {
  const server = createServer((request, response) => {
    answer({ service: typeof service === 'function' ? service() : service, token }, request, response).catch((error) =>
      response.writeHead(502).end(String(error)),
    );
  });
  await new Promise((resolve) => server.listen(port, host, resolve));
  return {
    url: `http://${host}:${server.address().port}`,
    stop: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  };
}

async function answer({ service, token }, request, response) {
  const self = `http://${request.headers.host}`;
  const { pathname, searchParams } = new URL(request.url, self);
  response.setHeader('content-security-policy', policy(service));
  if (pathname === '/style.css' || pathname === '/sign-in.js') {
    response.setHeader('content-type', types[pathname.slice(pathname.lastIndexOf('.'))]);
    response.end(readFileSync(join(directory, pathname)));
  } else if (pathname === '/token') {
    const text = await token();
    response.writeHead(text === null ? 401 : 200).end(text ?? '');
  } else if (pathname === '/' || pathname === '/article') {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(await page(pathname === '/' ? 'listing.html' : 'article.html', { service, self, searchParams }));
  } else response.writeHead(404).end();
}

/** Contains no `unsafe-*` source. */
const policy = (service) =>
  [
    "default-src 'none'",
    `script-src 'self' ${service}`,
    `style-src 'self' ${service}`,
    `img-src 'self' ${service}`,
    `connect-src 'self' ${service}`,
    `form-action ${service}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

async function page(file, { service, self, searchParams }) {
  const id = searchParams.get('article') ?? articles[0].id;
  const { title, byline, text } = articles.find((one) => one.id === id) ?? articles[0];
  const lang = searchParams.get('lang') ?? 'en';
  const texts = { service, self, article: id, title, byline, lang, dir: lang === 'ar' ? 'rtl' : 'ltr' };
  const html = {
    text: text.map((paragraph) => `<p dir="auto">${escapeHtml(paragraph)}</p>`).join('\n'),
    teasers: articles.map(teaser).join('\n'),
    comments: file === 'article.html' ? await commentsOf(searchParams, texts) : '',
  };
  return readFileSync(join(directory, file), 'utf8').replaceAll(
    /\{\{(\w+)\}\}/g,
    (_, name) => html[name] ?? escapeHtml(texts[name] ?? ''),
  );
}

const teaser = ({ id, title }) =>
  `<li><a href="/article?article=${id}">${escapeHtml(title)}</a> <comment-count article="${id}"></comment-count></li>`;

const escapeHtml = (text) =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/**
 * With `?include`, the content that a server-side include would insert. Other parameters become attributes of the element.
 */
async function commentsOf(parameters, { service, article, lang }) {
  if (parameters.has('include')) {
    const query = new URLSearchParams({ fragment: '', lang, ...Object.fromEntries(parameters) });
    const path = `/v1/sites/default/articles/${encodeURIComponent(article)}/embed`;
    return (await fetch(`${service}${path}?${query}`)).text();
  }
  const attributes = [...parameters].filter(([name]) => !['article', 'include'].includes(name));
  const written = attributes.map(([name, value]) => ` ${escapeHtml(name)}="${escapeHtml(value)}"`).join('');
  return `<comment-thread article="${escapeHtml(article)}"${written}></comment-thread>`;
}
