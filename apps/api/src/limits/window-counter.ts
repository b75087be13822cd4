import { LRUCache } from 'lru-cache';
import { windowSeconds } from './limit-rules.ts';

/**
 * Some 50 MB at worst, which takes that many networks within a minute; past it, whoever came least recently is
 * forgotten.
 */
export const mostKeys = 200_000;

/** Counts by key within a window that begins with the key's first point. Bounded: keys come from whoever calls. */
export class WindowCounter {
  private readonly windows: LRUCache<string, { points: number; readonly endsAt: number }>;

  constructor(
    max = mostKeys,
    private readonly clock: () => number = Date.now,
  ) {
    this.windows = new LRUCache({ max });
  }

  get size(): number {
    return this.windows.size;
  }

  /** Milliseconds until a key may have another point; 0: now. Asking makes no key known. */
  wait(key: string, most: number): number {
    const window = this.windows.get(key);
    if (!window || window.points < most) return 0;
    return Math.max(0, window.endsAt - this.clock());
  }

  add(key: string, points: number): void {
    const window = this.windows.get(key);
    if (window && window.endsAt > this.clock()) window.points += points;
    else this.windows.set(key, { points, endsAt: this.clock() + windowSeconds * 1000 });
  }
}
