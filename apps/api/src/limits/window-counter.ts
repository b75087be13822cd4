import { LRUCache } from 'lru-cache';
import { upTo } from '#platform/up-to';
import { windowSeconds } from './limit-rules.ts';

/** About 50 MB at worst, if this many networks send requests within a minute. Above it, the oldest keys are dropped. */
export const mostKeys = 200_000;

/**
 * Counts points by key, in a window that begins with the key's first point. Bounded, because clients choose the keys.
 */
export class WindowCounter {
  private readonly windows: LRUCache<string, { points: number; readonly endsAt: number }>;

  constructor(
    max = mostKeys,
    private readonly clock: () => number = Date.now,
  ) {
    this.windows = new LRUCache(upTo(max));
  }

  get size(): number {
    return this.windows.size;
  }

  /** Milliseconds until a key may have another point; 0: now. Does not add the key. */
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
