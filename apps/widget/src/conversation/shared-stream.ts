import { hear } from '#client/event-stream';
import type { SiteMessage } from '#contracts/live-messages';

/** An article that is followed, and up to where it was told. */
interface Followed {
  readonly article: string;
  upTo: string;
}

/** A thread that follows its article. */
export interface Follower extends Followed {
  readonly hear: (message: LiveMessage) => void;
}

/**
 * A message, as one page forwards it to others. `told`: all events up to a position were delivered, for followers that
 * were at least at the stream's beginning.
 */
export type LiveMessage =
  | Exclude<SiteMessage, { event: 'told' }>
  | { event: 'told'; data: { now: string; upTo: string; began: readonly Followed[] } };

/** Builds the stream's address, and limits the number of articles in one. */
export interface StreamSource {
  readonly address: (articles: string[], after: string[]) => string;
  readonly batches: (
    followed: readonly Followed[],
    addressOf: (batch: readonly Followed[]) => string,
  ) => (readonly Followed[])[];
}

/** The messages between pages of one browser. Pages of another version of this script may be open: the names stay. */
type PageMessage =
  | { readonly heard: LiveMessage }
  | { readonly page: string; readonly follows: readonly Followed[] }
  | { readonly whoFollows: true };

/** A browser has six connections to a host; the other four stay free for requests. */
const mostStreams = 2;
/** Articles beyond the stream's limit are polled at this interval. */
const lookMs = 60_000;
const retryMs = 30_000;
/** The list of followed articles changes often while pages open: collect the changes. */
const settleMs = 100;

const streams = new Map<string, SharedStream>();

/** Follows an article on the shared stream of this page or browser. Returns the function that ends it. */
export function follow(source: StreamSource, follower: Follower): () => void {
  const name = source.address([], []);
  const stream = streams.get(name) ?? new SharedStream(name, source);
  streams.set(name, stream);
  return stream.add(follower);
}

/**
 * One stream for all followers of a site's articles: on this page and, if the browser has Web Locks (only with https), on
 * all pages of the origin. The page that holds the lock listens and forwards each message. When it closes, the next page
 * continues from the last position of each article.
 */
class SharedStream {
  private readonly page = Math.random().toString(36);
  private readonly followers = new Set<Follower>();
  private readonly ended = new AbortController();
  private readonly channel: BroadcastChannel | null;
  /** The articles of other pages, while this one listens for them. */
  private readonly others = new Map<string, readonly Followed[]>();
  private sources: EventSource[] = [];
  private leads = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly name: string,
    private readonly source: StreamSource,
  ) {
    const locks = 'locks' in navigator ? navigator.locks : null;
    this.channel = locks && new BroadcastChannel(name);
    this.channel?.addEventListener('message', ({ data }: MessageEvent<PageMessage>) => this.receive(data));
    if (!locks) this.lead();
    else {
      const { signal } = this.ended;
      locks
        .request(name, { signal }, () => {
          this.lead();
          return new Promise((release) => signal.addEventListener('abort', release));
        })
        .catch(() => undefined); // this page went before its turn
    }
  }

  add(follower: Follower): () => void {
    this.followers.add(follower);
    this.changed();
    return () => {
      this.followers.delete(follower);
      if (this.followers.size > 0) this.changed();
      else this.end();
    };
  }

  private end(): void {
    if (streams.get(this.name) === this) streams.delete(this.name);
    clearTimeout(this.timer);
    this.send({ page: this.page, follows: [] });
    this.ended.abort();
    this.channel?.close();
    this.close();
  }

  private lead(): void {
    this.leads = true;
    this.send({ whoFollows: true });
    this.changed();
  }

  private changed(pauseMs = settleMs): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.leads ? this.open() : this.announce()), pauseMs);
  }

  private announce(): void {
    this.send({ page: this.page, follows: Array.from(this.followers, ({ article, upTo }) => ({ article, upTo })) });
  }

  private send(message: PageMessage): void {
    this.channel?.postMessage(message);
  }

  private receive(message: PageMessage): void {
    if ('heard' in message) this.deliver(message.heard);
    else if ('whoFollows' in message) this.announce();
    else if (message.follows.length > 0) this.others.set(message.page, message.follows);
    else this.others.delete(message.page);
    if (this.leads && 'page' in message) this.changed();
  }

  private open(): void {
    this.close();
    const [addressOf, { batches }] = [this.addressOf, this.source];
    const all = batches(this.followed(), addressOf);
    this.sources = all.slice(0, mostStreams).map((batch) => this.listen(batch));
    const without = all.slice(mostStreams).flat();
    if (without.length === 0) return;
    this.timer = setTimeout(() => {
      for (const one of without) this.forward({ event: 'reset', data: one });
      this.open();
    }, lookMs);
  }

  private close(): void {
    for (const source of this.sources) source.close();
  }

  private readonly addressOf = (batch: readonly Followed[]): string =>
    this.source.address(
      batch.map(({ article }) => article),
      batch.map(({ upTo }) => upTo),
    );

  /** Each article once, from the lowest position of its followers. */
  private followed(): Followed[] {
    const places = new Map<string, string>();
    for (const { article, upTo } of this.all()) {
      const before = places.get(article);
      if (before === undefined || parseInt(upTo) < parseInt(before)) places.set(article, upTo);
    }
    return Array.from(places, ([article, upTo]) => ({ article, upTo })).toSorted((a, b) =>
      a.article < b.article ? -1 : 1,
    );
  }

  private listen(batch: readonly Followed[]): EventSource {
    const source = new EventSource(this.addressOf(batch));
    hear<SiteMessage>(
      source,
      {
        count: (data) => this.forward({ event: 'count', data }),
        comment: (data) => this.forward({ event: 'comment', data }),
        reset: (data) => this.forward({ event: 'reset', data }),
        told: ({ now }, upTo) => this.forward({ event: 'told', data: { now, upTo, began: batch } }),
      },
      () => this.changed(retryMs),
    );
    return source;
  }

  private forward(message: LiveMessage): void {
    this.deliver(message);
    this.send({ heard: message });
  }

  private deliver(message: LiveMessage): void {
    const { event, data } = message;
    const about = event === 'told' ? data.began : [data];
    for (const one of this.all()) {
      const began = about.find(({ article }) => article === one.article);
      if (!began) continue;
      if (event === 'told' && parseInt(one.upTo) >= parseInt(began.upTo)) one.upTo = data.upTo;
      one.hear?.(message);
    }
  }

  private all(): (Followed & Partial<Follower>)[] {
    return [...this.followers, ...[...this.others.values()].flat()];
  }
}
