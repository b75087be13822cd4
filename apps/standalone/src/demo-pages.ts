import { createHash } from 'node:crypto';
import type { StaticPage } from '#api/start-api';
import { requestTo } from '#client/request';

const widget = requestTo('GET /widget.js').path;

/** The articles of the demo newspaper, which `npm run demo` fills: each page has one module and one element. */
const articles = [
  {
    id: 'harbour-bridge',
    title: 'The old harbour bridge will close for two years',
    text: 'From the first of March nothing will cross the harbour above the water. The pillars of 1931 have to go before they go by themselves, the city engineer said on Monday; the tunnel will carry what it can.',
  },
  {
    id: 'night-buses',
    title: 'Night buses every twenty minutes from January',
    text: 'Six lines will run all night, three times an hour, for a trial year. The money comes from the parking fees that were raised in spring.',
  },
  {
    id: 'football-final',
    title: 'Rovers lose the final in the ninety-fourth minute',
    text: 'It was to be the first cup in forty years. Then came a corner that should not have been one, and a silence that the crowd will not forget.',
  },
  {
    id: 'school-lunches',
    title: 'Free school lunches: what the trial year showed',
    text: 'Four schools, eleven hundred children, one warm meal a day. Absences fell by a fifth; the bill was smaller than the council had feared.',
  },
] as const;

const style = `
:root { color-scheme: light dark; font: 1.125rem/1.6 Georgia, 'Times New Roman', serif; }
body { max-width: 44rem; margin: 0 auto; padding: 1rem 1.25rem 4rem; }
header { border-bottom: 3px double; margin-block-end: 2rem; font-size: 1.5rem; }
h1 { line-height: 1.2; } a { color: inherit; } header a { text-decoration: none; }
.meta, footer { font-size: 0.9rem; opacity: 0.75; } footer { margin-block-start: 4rem; }
.story + .story { border-top: 1px solid; } .story h2 { line-height: 1.25; margin-block: 1.5rem 0; } .story p { margin-block: 0.5rem; }
comment-thread { display: block; margin-block-start: 3rem; }`;
const styleHash = `'sha256-${createHash('sha256').update(style).digest('base64')}'`;
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  `style-src 'self' ${styleHash}`,
  "img-src 'self' https: data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** A newspaper of four articles under `/demo`, to try the widget right after `npm start`. */
export const demoPages: readonly StaticPage[] = [
  page('/demo', 'The Harbour Gazette', listing()),
  ...articles.map((article) => page(`/demo/${article.id}`, article.title, articleText(article))),
];

function page(path: string, title: string, body: string): StaticPage {
  const html = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>
<style>${style}</style><script type="module" src="${widget}"></script></head>
<body><header><a href="/demo">The Harbour Gazette</a></header><main>${body}</main>
<footer>A demo. <code>npm run demo</code> fills it; <a href="/docs">the documentation</a> explains how it works.</footer></body></html>`;
  return { path, html, contentSecurityPolicy };
}

function listing(): string {
  const stories = articles.map(
    ({ id, title, text }) => `<section class="story"><h2><a href="/demo/${id}">${title}</a></h2><p>${text}</p>
<p class="meta"><comment-count article="${id}"></comment-count></p></section>`,
  );
  return stories.join('\n');
}

function articleText({ id, title, text }: (typeof articles)[number]): string {
  return `<article><h1>${title}</h1><p class="meta"><comment-count article="${id}"></comment-count></p><p>${text}</p></article>
<comment-thread article="${id}" title="${title}"></comment-thread>`;
}
