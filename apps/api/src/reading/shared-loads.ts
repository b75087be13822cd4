import { heldBytes } from './held-bytes.ts';
import { KeyedCache } from './keyed-cache.ts';

/** A loaded value and how to keep it. */
export interface Loaded<T> {
  readonly value: T;
  /** The part of the value that takes memory, for the cache's size limit. */
  readonly body: string | Uint8Array;
  /** The longest time to keep the value, even if the article does not change. */
  readonly ttlMs?: number | undefined;
}

/** The size assumed for a pending load: about that of a thread page of 20 comments. */
const guessedBytes = 20_000;

/**
 * Caches loaded values until one of their articles changes. The entry is created when the load starts. A hundred
 * concurrent readers therefore cost one query, and a change during the load drops the entry before it can become stale.
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
    // A failed load rejects for its callers and is not cached.
    loading.catch(() => this.loads.holds(id, loading) && this.loads.delete(id));
    return loading;
  }

  forget(key: string): void {
    this.loads.forget(key);
  }

  clear(): void {
    this.loads.clear();
  }

  /** The counted bytes of all entries. */
  get bytes(): number {
    return this.loads.bytes;
  }
}
