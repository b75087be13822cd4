import type { EmbedPage } from '#contracts/embed';
import { widgetStyle } from '../style/widget-style.ts';

export interface ThreadRoot {
  readonly container: HTMLElement;
  /** The page that a server has rendered into the container. */
  readonly adopted: EmbedPage | null;
}

/** The root that a server has filled for this very article, once; null where there is none. */
export function adoptable({ shadowRoot }: Element, site: string, article: string): ThreadRoot | null {
  const container = shadowRoot?.querySelector('.colloquy')?.parentElement;
  const data = shadowRoot?.querySelector('script[type="application/json"]');
  if (!container || !data) return null;
  data.remove();
  const adopted = JSON.parse(data.textContent) as EmbedPage;
  return adopted.site === site && adopted.thread.article.articleId === article ? { container, adopted } : null;
}

export function emptyRoot(element: Element): ThreadRoot {
  const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(widgetStyle);
  root.adoptedStyleSheets = [sheet];
  const container = document.createElement('div');
  root.replaceChildren(container);
  return { container, adopted: null };
}
