import { LRUCache } from 'lru-cache';
import { upTo } from '#platform/up-to';

/**
 * Caches loaded values until they are invalidated. A value whose load overlaps an invalidation is returned but not
 * kept, because it may have been read before the change.
 */
export class FreshLoads<Value extends object | string | number> {
  private readonly known: LRUCache<string, Value>;
  private forgotten = 0;

  constructor({ max, ...others }: { readonly max: number; readonly ttl?: number }) {
    this.known = new LRUCache({ ...upTo(max), ...others });
  }

  get(key: string): Value | undefined {
    return this.known.get(key);
  }

  /** @param isKept returns true for values to keep */
  async load(key: string, load: () => Promise<Value>, isKept: (value: Value) => boolean = always): Promise<Value> {
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const since = this.forgotten;
    const value = await load();
    this.keep(key, value, since, isKept);
    return value;
  }

  /** Returns the values of all keys, even if some are invalidated in the meantime. Loads only those not cached. */
  async loadAll(
    keys: readonly string[],
    load: (missing: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
    isKept: (value: Value) => boolean = always,
  ): Promise<ReadonlyMap<string, Value>> {
    const found = new Map<string, Value>();
    for (const key of keys) {
      const value = this.known.get(key);
      if (value !== undefined) found.set(key, value);
    }
    const missing = keys.filter((key) => !found.has(key));
    if (missing.length === 0) return found;
    const since = this.forgotten;
    for (const [key, value] of await load(missing)) {
      found.set(key, value);
      this.keep(key, value, since, isKept);
    }
    return found;
  }

  private keep(key: string, value: Value, since: number, isKept: (value: Value) => boolean): void {
    if (since === this.forgotten && isKept(value)) this.known.set(key, value);
  }

  forget(...keys: readonly string[]): void {
    this.forgotten += 1;
    for (const key of keys) this.known.delete(key);
  }

  forgetValue(value: Value): void {
    this.forget(...[...this.known.entries()].flatMap(([key, known]) => (known === value ? [key] : [])));
  }

  clear(): void {
    this.forgotten += 1;
    this.known.clear();
  }
}

const always = (): boolean => true;
