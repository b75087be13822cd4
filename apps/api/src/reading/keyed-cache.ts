import { LRUCache } from 'lru-cache';

/** Bounded by size; an entry hangs on the articles it was made from, and goes with any of them. */
export class KeyedCache<Value extends object> {
  private readonly entries: LRUCache<string, { value: Value; keys: readonly string[] }>;
  private readonly idsByKey = new Map<string, Set<string>>();

  constructor(limits: { maxEntries: number; maxBytes: number }) {
    this.entries = new LRUCache({
      max: limits.maxEntries,
      maxSize: limits.maxBytes,
      dispose: ({ keys }, id) => keys.forEach((key) => this.unlink(key, id)),
    });
  }

  get(id: string): Value | undefined {
    return this.entries.get(id)?.value;
  }

  holds(id: string, value: Value): boolean {
    return this.entries.peek(id)?.value === value;
  }

  keep(id: string, value: Value, entry: { keys: readonly string[]; bytes: number; ttlMs?: number | undefined }): void {
    const { keys, bytes, ttlMs } = entry;
    this.entries.set(
      id,
      { value, keys },
      { size: Math.max(1, bytes), ...(ttlMs !== undefined && { ttl: Math.max(1, ttlMs) }) },
    );
    for (const key of keys) this.link(key, id);
  }

  delete(id: string): void {
    this.entries.delete(id);
  }

  /** Drops everything that was made from this article. */
  forget(key: string): void {
    for (const id of this.idsByKey.get(key) ?? []) this.entries.delete(id);
  }

  clear(): void {
    this.entries.clear();
  }

  private link(key: string, id: string): void {
    const ids = this.idsByKey.get(key);
    if (ids) ids.add(id);
    else this.idsByKey.set(key, new Set([id]));
  }

  private unlink(key: string, id: string): void {
    const ids = this.idsByKey.get(key);
    ids?.delete(id);
    if (ids?.size === 0) this.idsByKey.delete(key);
  }
}
