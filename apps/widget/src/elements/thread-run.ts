import type { EmbedPage, Sort } from '#contracts/embed';
import { hydrate, h } from 'preact';
import { Thread } from '../components/thread.tsx';
import { actingOn, ifLoaded } from '../conversation/conversation.ts';
import { draftedForm } from '../conversation/drafted-form.ts';
import { loadLater } from '../conversation/load-later.ts';
import { load } from '../conversation/read.ts';
import { Stage, type ThreadPlace } from '../conversation/stage.ts';
import { type ThreadState, emptyConversation } from '../state/thread-state.ts';
import { stateOfPage } from '../embedding/state-of-page.ts';
import { loadWords } from '../languages/load-words.ts';
import { type Drafts, draftsOf } from '../service/drafts.ts';
import { Identity, type TokenProvider } from '../service/identity.ts';
import { type Service, serviceFor } from '../service/service.ts';
import { drawingOn, sceneOf } from './canvas.ts';
import { canonicalUrl, commentInAddress, serviceBase } from './surroundings.ts';
import type { ThreadOptions } from './thread-options.ts';
import { type ThreadRoot, adoptable, emptyRoot } from './thread-root.ts';
import { untilWanted } from './until-wanted.ts';

/** The life of one article's comments on a page: from the first request until it is ended. */
export class ThreadRun {
  private readonly ending = new AbortController();
  /** As they are once the comments are there: routers change them around the time at which they change the page. */
  private page = { url: canonicalUrl(), title: document.title };
  /** Updated in place, so that every holder reads the page's current options. */
  private readonly options: ThreadOptions & ThreadPlace;
  private readonly identity: Identity;
  private readonly service: Service;
  private stage: Stage | null = null;
  private isWaiting = false;
  /** The options that are drawn, or being loaded. */
  private shown: ThreadOptions;

  constructor(
    private readonly element: Element,
    given: ThreadOptions,
  ) {
    const { site, article, reader } = given;
    this.options = { ...this.page, ...given };
    this.shown = given;
    this.identity = new Identity(site, providerOf(reader));
    this.service = serviceFor(serviceBase, site, article, this.identity);
    void this.begin();
  }

  /** Is it what the page wants, apart from what can change in place? */
  isOf({ site, article, isLazy }: ThreadOptions): boolean {
    return site === this.options.site && article === this.options.article && (isLazy || !this.isWaiting);
  }

  end(): void {
    this.ending.abort();
  }

  /** Applies the page's changed options in place: typed text and focus stay. */
  follow(now: ThreadOptions): void {
    Object.assign(this.options, this.page, now);
    const { stage, shown } = this;
    if (!stage) return;
    this.shown = now;
    if (now.reader !== shown.reader) void this.askAnew(stage);
    if (now.language !== shown.language) void this.translate(stage, now.language);
    if (now.sort !== shown.sort) actingOn(stage)('sort', now.sort);
    if (now.signInUrl !== shown.signInUrl) stage.set({});
  }

  private async askAnew(stage: Stage): Promise<void> {
    if (await this.identity.renew(providerOf(this.options.reader))) await ifLoaded(({ look }) => look(stage));
  }

  private async translate(stage: Stage, language: string): Promise<void> {
    const words = await loadWords(language);
    if (language !== this.options.language) return;
    stage.words = words;
    stage.set({});
  }

  private async begin(): Promise<void> {
    const { element, options } = this;
    const made = adoptable(element, options.site, options.article);
    if (!made && options.isLazy) await this.untilWanted();
    if (!this.ending.signal.aborted) await this.run(made ?? emptyRoot(element));
  }

  private async untilWanted(): Promise<void> {
    const { element, options, service, ending } = this;
    this.isWaiting = true;
    // The content belongs to another article.
    element.shadowRoot?.replaceChildren();
    await untilWanted(element, ending.signal, async () => {
      const id = this.isWaiting && commentInAddress();
      if (typeof id !== 'string') return false;
      return (await ifLoaded(({ linkedHere }) => linkedHere(options, service, id))) !== undefined;
    });
    this.isWaiting = false;
  }

  private async run({ container, adopted }: ThreadRoot): Promise<void> {
    const { options, service, identity } = this;
    const { signal } = this.ending;
    // The element's own title would be a tooltip over all comments.
    container.title = '';
    const drafts = draftsOf(`${options.site}/${options.article}`);
    const { sort, language } = adopted ?? options;
    this.shown = { ...this.shown, sort, language };
    // Asked for before anything else: the language comes meanwhile.
    const firstPage = adopted ? null : service.thread({ sort, after: drafts.position() });
    const words = await loadWords(language);
    if (signal.aborted) return;
    const draw = drawingOn(options, container, signal);
    const stage = new Stage(
      beginning(adopted, sort, drafts, identity),
      options,
      words,
      service,
      identity,
      drafts,
      draw,
    );
    if (adopted) adopt(stage, options, container, adopted, signal);
    stage.set({ live: true, signedIn: identity.provider !== null });
    this.stage = stage;
    this.follow({ ...options });
    await this.live(stage, firstPage);
  }

  private async live(stage: Stage, firstPage: ReturnType<Service['thread']> | null): Promise<void> {
    const { signal } = this.ending;
    addEventListener('hashchange', () => goToAddress(stage), { signal });
    if (firstPage) await load(stage, firstPage);
    this.page = { url: canonicalUrl(), title: document.title };
    goToAddress(stage);
    await listenWhenLoaded(stage, signal);
  }
}

function providerOf(reader: TokenProvider | string): TokenProvider | null {
  if (typeof reader === 'function') return reader;
  return reader ? () => reader : null;
}

/** The first state, with the drafts that the reader left on the page. */
function beginning(adopted: EmbedPage | null, sort: Sort, drafts: Drafts, identity: Identity): ThreadState {
  const begin = adopted ? stateOfPage(adopted) : emptyConversation(sort, Date.now());
  return { ...begin, forms: { '': draftedForm('', drafts, identity), ...begin.forms } };
}

/** The first drawing repeats what the server drew, in its time zone; the next one is the reader's own. */
function adopt(stage: Stage, options: ThreadOptions, container: Element, page: EmbedPage, signal: AbortSignal): void {
  const { thread, now, theme } = page;
  stage.loaded(thread);
  hydrate(h(Thread, { scene: { ...sceneOf(stage, options, signal), theme, timeZone: 'UTC' } }), container);
  stage.skew = Math.max(0, now - Date.now());
  stage.set({ now: stage.time() });
}

/** The code for live updates and for writing loads after the first view. */
async function listenWhenLoaded(stage: Stage, signal: AbortSignal): Promise<void> {
  const rest = await loadLater().catch(() => null);
  if (rest) {
    every(1000, signal, () => rest.tick(stage));
    await rest.look(stage);
    rest.listen(stage, signal);
    await rest.takeUp(stage, '');
  } else if (!signal.aborted) setTimeout(() => void listenWhenLoaded(stage, signal), 30_000);
}

function goToAddress(stage: Stage): void {
  const id = commentInAddress();
  if (id !== null) void ifLoaded(({ visit }) => visit(stage, id));
}

function every(milliseconds: number, signal: AbortSignal, act: () => void): void {
  const timer = setInterval(act, milliseconds);
  signal.addEventListener('abort', () => clearInterval(timer));
}
