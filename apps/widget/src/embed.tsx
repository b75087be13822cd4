import { clientOf } from '#client/client';
import type { EmbedPage, EmbedRenderer } from '#contracts/embed';
import { renderToString } from 'preact-render-to-string';
import type { Scene } from './components/scene.ts';
import { panels } from './components/panels.ts';
import { Thread } from './components/thread.tsx';
import { sentForms } from './embedding/sent-form.ts';
import { linksTo, stateOfPage } from './embedding/state-of-page.ts';
import { catalogues, wordsOf } from './languages/all-words.ts';
import pageStyle from './style/page.css?inline';
import { widgetStyle } from './style/widget-style.ts';

export const stylesheet: EmbedRenderer['stylesheet'] = widgetStyle + pageStyle;

export const languages: EmbedRenderer['languages'] = Object.keys(catalogues);

export const renderThread: EmbedRenderer['renderThread'] = (page) => renderToString(<Thread scene={sceneOf(page)} />);

/** The stylesheet is linked, since a strict policy allows no style in the page. */
export const renderElement: EmbedRenderer['renderElement'] = (page) => {
  const { site, base, language, theme, sort, thread } = page;
  const attributes = { site, article: thread.article.articleId, lang: language, sort, theme };
  return [
    `<comment-thread${Object.entries(attributes)
      .map(([name, value]) => ` ${name}="${escapeHtml(value)}"`)
      .join('')}>`,
    '<template shadowrootmode="open">',
    `<link rel="stylesheet" href="${escapeHtml(clientOf({ base }).addressOf('GET /widget.css'))}">`,
    `<div>${renderThread(page)}</div>`,
    `<script type="application/json">${JSON.stringify(page).replaceAll('<', '\\u003c')}</script>`,
    '</template></comment-thread>',
  ].join('');
};

function sceneOf(page: EmbedPage): Scene {
  const words = wordsOf(page.language);
  return {
    state: { ...stateOfPage(page), forms: sentForms(page, words) },
    words,
    panels,
    act: () => undefined,
    links: linksTo(page.base, page.site, page.thread.article.articleId),
    theme: page.theme,
    timeZone: 'UTC',
    signIn: null,
    formToken: page.formToken,
  };
}

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
