import type { EmbedPage, Sort } from '#contracts/embed';
import type { TokenProvider } from '../service/identity.ts';
import { widgetStyle } from '../style/widget-style.ts';
import { articleOfPage, canonicalUrl, languageAround } from './surroundings.ts';
import type { ThreadOptions } from './thread-options.ts';
import { runThread } from './run-thread.ts';

/** `<comment-thread article="…">`: the comments of an article, and a form to add one. */
export class CommentThread extends HTMLElement {
  static readonly observedAttributes = ['token'];

  private running: AbortController | null = null;
  private provider: TokenProvider | null = null;
  private articleTitle: string | null = null;

  /** Gives a token of the site's own sign-in. May be set at any time; set anew when somebody signs in or out. */
  get tokenProvider(): TokenProvider | null {
    return this.provider;
  }

  set tokenProvider(provider: TokenProvider | null) {
    this.provider = provider;
    if (this.running) this.start();
  }

  connectedCallback(): void {
    // As an attribute it would also be a tooltip over all comments.
    this.articleTitle ??= this.getAttribute('title');
    this.removeAttribute('title');
    if (this.hasAttribute('lazy') && !this.shadowRoot) this.startWhenNear();
    else this.start();
  }

  disconnectedCallback(): void {
    this.running?.abort();
    this.running = null;
  }

  attributeChangedCallback(): void {
    if (this.running) this.start();
  }

  private startWhenNear(): void {
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) this.start();
      },
      { rootMargin: '600px' },
    );
    this.running = new AbortController();
    this.running.signal.addEventListener('abort', () => observer.disconnect());
    observer.observe(this);
  }

  private start(): void {
    this.running?.abort();
    this.running = new AbortController();
    void runThread(this.options(), this.running.signal);
  }

  private options(): ThreadOptions {
    const token = this.getAttribute('token');
    const url = canonicalUrl();
    return {
      site: this.getAttribute('site') ?? 'default',
      article: this.getAttribute('article') ?? articleOfPage(),
      url,
      title: this.articleTitle ?? document.title,
      language: languageAround(this),
      sort: (this.getAttribute('sort') ?? 'newest') as Sort,
      provider: this.provider ?? (token ? () => token : null),
      signInUrl: this.getAttribute('sign-in'),
      askToSignIn: () => this.dispatchEvent(new CustomEvent('comment-sign-in', { bubbles: true, composed: true })),
      ...this.prepareRoot(),
    };
  }

  /** An empty root, or the one that a server has filled, with what it was made from. */
  private prepareRoot(): { container: Element; adopted: EmbedPage | null } {
    const existing = this.shadowRoot;
    const made = existing?.querySelector('.colloquy')?.parentElement;
    if (made) {
      const data = existing?.querySelector('script[type="application/json"]');
      data?.remove();
      if (data) return { container: made, adopted: JSON.parse(data.textContent) as EmbedPage };
    }
    const root = existing ?? this.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(widgetStyle);
    root.adoptedStyleSheets = [sheet];
    const container = document.createElement('div');
    root.replaceChildren(container);
    return { container, adopted: null };
  }
}
