import { LRUCache } from 'lru-cache';

interface Limits {
  readonly maxEntries: number;
  readonly maxBytes: number;
  /**
   * The bytes that the entries of one key may take. Beyond it, entries of the same article are evicted. Absent: the
   * whole cache.
   */
  readonly maxBytesPerKey?: number;
}

/**
 * A cache bounded by size. An entry belongs to the articles it was made from, and is dropped if any of them changes.
 */
export class KeyedCache<Value extends object> {
  private readonly entries: LRUCache<string, { value: Value; keys: readonly string[]; bytes: number }>;
  private readonly held = new Map<string, { ids: Set<string>; bytes: number }>();

  constructor(private readonly limits: Limits) {
    this.entries = new LRUCache({
      max: limits.maxEntries,
      maxSize: limits.maxBytes,
      dispose: ({ keys, bytes }, id) => keys.forEach((key) => this.unlink(key, id, bytes)),
    });
  }

  get(id: string): Value | undefined {
    const entry = this.entries.get(id);
    if (!entry) return undefined;
    // Keeps least-recently-used order among the entries of the article, too.
    if (this.limits.maxBytesPerKey !== undefined) for (const key of entry.keys) this.touch(key, id);
    return entry.value;
  }

  holds(id: string, value: Value): boolean {
    return this.entries.peek(id)?.value === value;
  }

  keep(id: string, value: Value, entry: { keys: readonly string[]; bytes: number; ttlMs?: number | undefined }): void {
    const { bytes, ttlMs } = entry;
    const keys = [...new Set(entry.keys)];
    this.entries.delete(id);
    for (const key of keys) this.link(key, id, bytes);
    const time = ttlMs === undefined ? {} : { ttl: Math.max(1, ttlMs) };
    this.entries.set(id, { value, keys, bytes }, { size: Math.max(1, bytes), ...time });
    // An entry larger than the whole cache is not kept.
    if (!this.entries.has(id)) for (const key of keys) this.unlink(key, id, bytes);
    else for (const key of keys) this.makeRoom(key);
  }

  delete(id: string): void {
    this.entries.delete(id);
  }

  /** Drops everything that was made from this article. */
  forget(key: string): void {
    for (const id of [...(this.held.get(key)?.ids ?? [])]) this.entries.delete(id);
  }

  clear(): void {
    this.entries.clear();
  }

  /** The counted bytes of all entries. */
  get bytes(): number {
    return this.entries.calculatedSize;
  }

  private makeRoom(key: string): void {
    const { maxBytesPerKey = Number.POSITIVE_INFINITY } = this.limits;
    for (const id of [...(this.held.get(key)?.ids ?? [])]) {
      if ((this.held.get(key)?.bytes ?? 0) <= maxBytesPerKey) return;
      this.entries.delete(id);
    }
  }

  private touch(key: string, id: string): void {
    const ids = this.held.get(key)?.ids;
    if (ids?.delete(id)) ids.add(id);
  }

  private link(key: string, id: string, bytes: number): void {
    const held = this.held.get(key) ?? { ids: new Set<string>(), bytes: 0 };
    this.held.set(key, held);
    held.ids.add(id);
    held.bytes += bytes;
  }

  private unlink(key: string, id: string, bytes: number): void {
    const held = this.held.get(key);
    if (!held?.ids.delete(id)) return;
    held.bytes -= bytes;
    if (held.ids.size === 0) this.held.delete(key);
  }
}
