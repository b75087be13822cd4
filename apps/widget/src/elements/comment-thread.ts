import type { Sort } from '#contracts/embed';
import type { TokenProvider } from '../service/identity.ts';
import { PageElement, inPage } from './page-element.ts';
import { reflect } from './reflect.ts';
import { articleOfPage, isCalled, languageAround } from './surroundings.ts';
import type { ThreadOptions } from './thread-options.ts';
import { ThreadRun } from './thread-run.ts';

/** `<comment-thread article="…">`: the comments of an article, and a form to add one. */
export class CommentThread extends PageElement {
  static readonly observedAttributes = reflect(this, {
    article: articleOfPage,
    site: 'default',
    lang: '',
    sort: 'newest',
    title: '',
    theme: 'auto',
    token: '',
    signIn: '',
    lazy: false,
  });

  declare article: string;
  declare site: string;
  declare sort: Sort;
  declare token: string;
  declare signIn: string;
  declare lazy: boolean;

  private run: ThreadRun | null = null;
  private provider: TokenProvider | null = null;

  /** Returns a token of the site's own sign-in. Set it again when the reader signs in or out. */
  get tokenProvider(): TokenProvider | null {
    return this.provider;
  }

  set tokenProvider(provider: TokenProvider | null | undefined) {
    this.provider = provider ?? null;
    this.ask();
  }

  follow(): void {
    const options = this.options();
    if (this.isConnected && this.run?.isOf(options)) {
      this.run.follow(options);
      return;
    }
    this.run?.end();
    this.run = this.isConnected ? new ThreadRun(this, options) : null;
  }

  private options(): ThreadOptions {
    return {
      site: this.site,
      article: this.article,
      ...(this.title && { title: this.title }),
      language: languageAround(this),
      sort: this.sort,
      reader: this.provider ?? this.token,
      signInUrl: this.signIn || null,
      isLazy: this.lazy,
      follow: () => this.follow(),
      askToSignIn: () => this.dispatchEvent(new CustomEvent('comment-sign-in', { bubbles: true, composed: true })),
      isHere: (id) => isCalled(this.article, id),
      speaksForPage: () => [...inPage].find((element) => element instanceof CommentThread) === this,
    };
  }
}
