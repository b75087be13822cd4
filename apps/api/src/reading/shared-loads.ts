import { heldBytes } from './held-bytes.ts';
import { KeyedCache } from './keyed-cache.ts';

/** How what was loaded is kept. */
export interface Loaded<T> {
  readonly value: T;
  /** What of it takes room. */
  readonly body: string | Uint8Array;
  /** Good only so long, whatever happens to the article. */
  readonly ttlMs?: number | undefined;
}

/** A pending answer has no size yet; a thread page of 20 is about this long. */
const guessedBytes = 20_000;

/**
 * What was loaded, until one of its articles changes. An entry is made when its loading starts, so that a hundred
 * readers of a hot article cost one query, and a change during the loading drops the entry instead of letting it go
 * stale.
 */
export class SharedLoads<T> {
  private readonly loads: KeyedCache<Promise<T>>;

  constructor(limits: ConstructorParameters<typeof KeyedCache>[0]) {
    this.loads = new KeyedCache(limits);
  }

  get(id: string, keys: readonly string[], load: () => Promise<Loaded<T>>): Promise<T> {
    const known = this.loads.get(id);
    if (known) return known;
    const loading: Promise<T> = load().then(({ value, body, ttlMs }) => {
      if (this.loads.holds(id, loading))
        this.loads.keep(id, loading, { keys, bytes: heldBytes({ id, keys, body }), ttlMs });
      return value;
    });
    this.loads.keep(id, loading, { keys, bytes: guessedBytes });
    // A failure is answered to those who wait for it, and remembered by nobody.
    loading.catch(() => this.loads.holds(id, loading) && this.loads.delete(id));
    return loading;
  }

  forget(key: string): void {
    this.loads.forget(key);
  }

  clear(): void {
    this.loads.clear();
  }

  /** What is kept now, as it was counted. */
  get bytes(): number {
    return this.loads.bytes;
  }
}
