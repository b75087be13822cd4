import { batches } from '#client/batches';
import { clientOf } from '#client/client';
import { loadWords } from '../languages/load-words.ts';
import { PageElement, inPage } from './page-element.ts';
import { reflect } from './reflect.ts';
import { articleOfPage, languageAround, serviceBase } from './surroundings.ts';

let waiting: CommentCount[] = [];

/**
 * The counts of the threads on this page, by site and article: newer than the answers to requests made when the page
 * was opened.
 */
const known = new Map<string, number>();

/**
 * `<comment-count article="…">`: "5 comments". All of a page are asked for in as few calls as can be, in the same order
 * on every visit.
 */
export class CommentCount extends PageElement {
  static readonly observedAttributes = reflect(this, { article: articleOfPage, site: 'default', lang: '', format: '' });

  declare article: string;
  declare site: string;
  declare format: string;

  /** The element's own content, shown until the count is known. */
  private fallback: ChildNode[] | undefined;
  private place = '';
  private count: number | undefined;
  private shown = '';

  get known(): number | undefined {
    return known.get(this.place);
  }

  follow(): void {
    const place = this.isConnected ? `${this.site}/${this.article}` : '';
    if (place === this.place) void this.draw();
    else this.begin(place);
  }

  show(count: number): void {
    this.count = count;
    void this.draw();
  }

  /** Removes the count of the previous article before the new one is loaded. */
  private begin(place: string): void {
    this.place = place;
    this.count = undefined;
    if (!place) return;
    if (this.fallback) this.replaceChildren(...this.fallback);
    this.shown = '';
    if (waiting.push(this) === 1) queueMicrotask(() => void fill());
  }

  private async draw(): Promise<void> {
    const { count } = this;
    if (count === undefined) return;
    const language = languageAround(this);
    const shown = [language, this.format, count].join();
    if (shown === this.shown) return;
    this.shown = shown;
    const words = await loadWords(language);
    if (shown !== this.shown) return;
    this.fallback ??= [...this.childNodes];
    this.replaceChildren(this.format === 'number' ? words.number(count) : words.counted('comments', count));
  }
}

/** Updates the counts of an article on this page to the count of its thread. */
export function tellCount(site: string, article: string, count: number): void {
  if (known.get(`${site}/${article}`) === count) return;
  known.set(`${site}/${article}`, count);
  for (const element of inPage) {
    if (element instanceof CommentCount && element.site === site && element.article === article) element.show(count);
  }
}

async function fill(): Promise<void> {
  const elements = waiting;
  waiting = [];
  for (const site of new Set(elements.map((element) => element.site))) {
    const ofSite = elements.filter((element) => element.site === site);
    const articles = [...new Set(ofSite.map(({ article }) => article))].toSorted();
    for (const batch of batches(articles, (some) => service.addressOf(countsRoute, askedFor(site, some)))) {
      const counts = await countsOf(site, batch);
      for (const element of ofSite) {
        const count = element.known ?? counts[element.article];
        if (count !== undefined && element.site === site) element.show(count);
      }
    }
  }
}

/** Empty if the counts cannot be loaded: the page's own content stays. */
async function countsOf(site: string, articles: readonly string[]): Promise<Record<string, number>> {
  const { value } = await service.call(countsRoute, askedFor(site, articles));
  return value?.counts ?? {};
}

const service = clientOf({ base: serviceBase, credentials: 'omit' });
const countsRoute = 'GET /v1/sites/:site/counts';
const askedFor = (site: string, articles: readonly string[]) => ({
  params: { site },
  query: { article: [...articles] },
});
