import { createHash } from 'node:crypto';
import { KeyedCache } from './keyed-cache';

/** A finished answer: its bytes and the ETag made from them. */
export interface CachedAnswer {
  readonly body: string;
  readonly etag: string;
  /** Good only so long, whatever happens to the article. */
  readonly ttlMs?: number | undefined;
  /** How long others may keep it; absent: as its route declares. */
  readonly cacheControl?: string | undefined;
}

/** A pending answer has no size yet; a thread page of 20 is about this long. */
const guessedBytes = 20_000;

/**
 * Public answers about articles, until the article changes. An entry is made when its loading starts, so that a hundred readers of a hot
 * article cost one query, and a change during the loading drops the entry instead of letting it go stale.
 */
export class AnswerCache {
  private readonly answers = new KeyedCache<Promise<CachedAnswer>>({ maxEntries: 50_000, maxBytes: 32 * 1024 * 1024 });

  /** @param articleKey `{site}/{article}`, as in the log's partition key */
  get(
    articleKey: string,
    query: string,
    load: () => Promise<{ answer: unknown; ttlMs?: number; cacheControl?: string }>,
  ): Promise<CachedAnswer> {
    const id = `${query}\n${articleKey}`;
    const known = this.answers.get(id);
    if (known) return known;
    const keys = [articleKey];
    const loading: Promise<CachedAnswer> = load().then(({ answer, ttlMs, cacheControl }) => {
      const finished = { ...finish(answer), ttlMs, cacheControl };
      if (this.answers.holds(id, loading)) this.answers.keep(id, loading, { keys, bytes: finished.body.length, ttlMs });
      return finished;
    });
    this.answers.keep(id, loading, { keys, bytes: guessedBytes });
    // A failure is answered to those who wait for it, and remembered by nobody.
    loading.catch(() => this.answers.holds(id, loading) && this.answers.delete(id));
    return loading;
  }

  forget(articleKey: string): void {
    this.answers.forget(articleKey);
  }

  clear(): void {
    this.answers.clear();
  }
}

/** The ETag is made from the bytes, so it is the same in every process and changes exactly when the answer does. */
export function finish(answer: unknown): CachedAnswer {
  const body = JSON.stringify(answer);
  return { body, etag: `"${createHash('sha1').update(body).digest('base64url')}"` };
}
