import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';

/** A finished answer: its bytes and the ETag made from them. */
export interface CachedAnswer {
  readonly body: string;
  readonly etag: string;
}

const maxBytes = 48 * 1024 * 1024;
const maxEntries = 50_000;
/** A pending answer has no size yet; a thread page of 20 is about this long. */
const guessedBytes = 20_000;

/**
 * Public answers about articles, until the article changes. An entry is made when its loading starts, so that a hundred readers of a hot
 * article cost one query, and a change during the loading drops the entry instead of letting it go stale.
 */
export class AnswerCache {
  private readonly answers = new LRUCache<string, Promise<CachedAnswer>>({
    max: maxEntries,
    maxSize: maxBytes,
    sizeCalculation: () => guessedBytes,
    dispose: (_answer, id) => this.unlink(id),
  });
  private readonly idsByArticle = new Map<string, Set<string>>();

  /** @param articleKey `{site}/{article}`, as in the log's partition key */
  get(
    articleKey: string,
    query: string,
    load: () => Promise<{ answer: unknown; ttlMs?: number }>,
  ): Promise<CachedAnswer> {
    const id = `${query}\n${articleKey}`;
    const known = this.answers.get(id);
    if (known) return known;
    const loading = load().then(({ answer, ttlMs }) => {
      const finished = finish(answer);
      if (this.answers.peek(id) === loading) this.keep(id, articleKey, loading, { size: finished.body.length, ttlMs });
      return finished;
    });
    this.keep(id, articleKey, loading, { size: guessedBytes });
    // A failure is answered to those who wait for it, and remembered by nobody.
    loading.catch(() => this.answers.peek(id) === loading && this.answers.delete(id));
    return loading;
  }

  forget(articleKey: string): void {
    for (const id of [...(this.idsByArticle.get(articleKey) ?? [])]) this.answers.delete(id);
  }

  clear(): void {
    this.answers.clear();
    this.idsByArticle.clear();
  }

  private keep(
    id: string,
    articleKey: string,
    answer: Promise<CachedAnswer>,
    { size, ttlMs }: { size: number; ttlMs?: number | undefined },
  ) {
    this.answers.set(id, answer, { size: Math.max(1, size), ...(ttlMs !== undefined && { ttl: Math.max(1, ttlMs) }) });
    const ids = this.idsByArticle.get(articleKey);
    if (ids) ids.add(id);
    else this.idsByArticle.set(articleKey, new Set([id]));
  }

  private unlink(id: string): void {
    const articleKey = id.slice(id.indexOf('\n') + 1);
    const ids = this.idsByArticle.get(articleKey);
    ids?.delete(id);
    if (ids?.size === 0) this.idsByArticle.delete(articleKey);
  }
}

/** The ETag is made from the bytes, so it is the same in every process and changes exactly when the answer does. */
export function finish(answer: unknown): CachedAnswer {
  const body = JSON.stringify(answer);
  return { body, etag: `"${createHash('sha1').update(body).digest('base64url')}"` };
}
