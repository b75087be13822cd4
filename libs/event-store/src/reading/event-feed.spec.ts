import type { StoredEvent } from '../event.ts';
import type { EventPage } from './event-reader.ts';
import { followEvents, type FeedSource } from './event-feed.ts';

/** A log in memory. `append` notifies listeners; pushing to `positions` stands for another process and does not. */
class FakeLog implements FeedSource {
  readonly positions: number[] = [];
  readonly listeners = new Set<() => void>();
  reads = 0;
  afterRead: (() => void) | undefined;

  append(position: number): void {
    this.positions.push(position);
    for (const listener of this.listeners) listener();
  }

  readPage(after: number, limit: number): Promise<EventPage> {
    this.reads += 1;
    const found = this.positions.filter((position) => position > after).slice(0, limit);
    this.afterRead?.();
    const events = found.map((position) => ({ position }) as StoredEvent);
    return Promise.resolve({ events, isFull: events.length === limit });
  }

  onAppended(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

const never = 2_000_000_000;

function follow(
  log: FakeLog,
  pauses: { busyPause: number; idlePause: number; gather?: number },
  after = 0,
): { feed: AsyncGenerator<number[], void>; stop: () => void } {
  const stop = new AbortController();
  const events = followEvents(log, after, { limit: 2, signal: stop.signal, ...pauses });
  async function* positions(): AsyncGenerator<number[], void> {
    for await (const batch of events) yield batch.map(({ position }) => position);
  }
  return { feed: positions(), stop: () => stop.abort() };
}

describe('a feed', () => {
  it('begins after a position and continues in batches', async () => {
    const log = new FakeLog();
    log.positions.push(1, 2, 5, 6, 9);
    const { feed, stop } = follow(log, { busyPause: never, idlePause: never }, 1);
    expect((await feed.next()).value).toEqual([2, 5]);
    expect((await feed.next()).value).toEqual([6, 9]);
    stop();
    expect(await feed.next()).toEqual({ done: true, value: undefined });
  });

  it('waits before the next read after a batch that was not full, and only then', async () => {
    const log = new FakeLog();
    log.positions.push(1, 2, 3);
    const { feed, stop } = follow(log, { busyPause: never, idlePause: never, gather: never });
    expect((await feed.next()).value).toEqual([1, 2]);
    expect((await feed.next()).value).toEqual([3]);
    const next = feed.next();
    log.append(4);
    await new Promise(setImmediate);
    expect(log.reads).toBe(2);
    stop();
    expect(await next).toEqual({ done: true, value: undefined });
  });

  it('wakes up at once for an append by the same process', async () => {
    const log = new FakeLog();
    const { feed, stop } = follow(log, { busyPause: never, idlePause: never });
    const next = feed.next();
    await waits(log);
    log.append(1);
    expect((await next).value).toEqual([1]);
    stop();
  });

  it('does not miss an append between a read and the following pause', async () => {
    const log = new FakeLog();
    log.afterRead = () => {
      log.afterRead = undefined;
      log.append(1);
    };
    const { feed, stop } = follow(log, { busyPause: never, idlePause: never });
    expect((await feed.next()).value).toEqual([1]);
    stop();
  });

  it('finds the appends of other processes', async () => {
    const log = new FakeLog();
    const { feed, stop } = follow(log, { busyPause: 1, idlePause: 2 });
    const next = feed.next();
    await waits(log);
    log.positions.push(1);
    expect((await next).value).toEqual([1]);
    stop();
  });

  it('ends while it waits, and stops listening', async () => {
    const log = new FakeLog();
    const { feed, stop } = follow(log, { busyPause: never, idlePause: never });
    const next = feed.next();
    await waits(log);
    stop();
    expect(await next).toEqual({ done: true, value: undefined });
    expect(log.listeners.size).toBe(0);
  });

  it('ends without a read if it was stopped before', async () => {
    const log = new FakeLog();
    const { feed, stop } = follow(log, { busyPause: never, idlePause: never });
    stop();
    expect((await feed.next()).done).toBe(true);
    expect(log.reads).toBe(0);
  });

  it('fails if a read fails', async () => {
    const log = new FakeLog();
    log.readPage = () => Promise.reject(new Error('unavailable'));
    const { feed } = follow(log, { busyPause: never, idlePause: never });
    await expect(feed.next()).rejects.toThrow('unavailable');
    expect(log.listeners.size).toBe(0);
  });
});

/** Waits until the feed has read once and found nothing. */
async function waits(log: FakeLog): Promise<void> {
  while (log.reads === 0) await new Promise(setImmediate);
  await new Promise(setImmediate);
}
