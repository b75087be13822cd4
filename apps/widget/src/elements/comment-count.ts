import { batches } from '#client/batches';
import { clientOf } from '#client/client';
import { loadWords } from '../languages/load-words.ts';
import { articleOfPage, languageAround, serviceBase } from './surroundings.ts';

let waiting: CommentCount[] = [];

/** What threads on this page know, by site and article: newer than any answer that was asked for when the page was opened. */
const known = new Map<string, number>();

/** `<comment-count article="…">`: "5 comments". All of a page are asked for in as few calls as can be, in the same order on every visit. */
export class CommentCount extends HTMLElement {
  get site(): string {
    return this.getAttribute('site') ?? 'default';
  }

  get article(): string {
    return this.getAttribute('article') ?? articleOfPage();
  }

  get known(): number | undefined {
    return known.get(`${this.site}/${this.article}`);
  }

  connectedCallback(): void {
    if (waiting.push(this) === 1) queueMicrotask(() => void fill());
  }

  async show(count: number): Promise<void> {
    const words = await loadWords(languageAround(this));
    const text = this.getAttribute('format') === 'number' ? words.number(count) : words.counted('comments', count);
    this.replaceChildren(text);
  }
}

/** Has the counts of an article say what its thread on the same page says. */
export function tellCount(site: string, article: string, count: number): void {
  if (known.get(`${site}/${article}`) === count) return;
  known.set(`${site}/${article}`, count);
  for (const element of document.querySelectorAll('comment-count')) {
    if (element instanceof CommentCount && element.site === site && element.article === article)
      void element.show(count);
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
        if (count !== undefined) void element.show(count);
      }
    }
  }
}

/** What cannot be had is left as the page has it. */
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
