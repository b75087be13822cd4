import type { EventLog } from '#event-store/event-log';
import { type Log, SharedReading, readBatch } from './shared-reading.ts';

type Stored = Awaited<ReturnType<EventLog['readAfter']>>[number];

/** A log of events at the positions 1, 2, 3 …. Counts reads and opened events; fails to open those in `unreadable`. */
class FakeLog implements Log {
  reads = 0;
  opened = 0;
  length = 0;
  unreadable = new Set<number>();
  erasures = new Set<number>();
  failure: Error | undefined;

  async readPage(position: number, limit: number) {
    const events = await this.readAfter(position, limit);
    return { events, isFull: events.length === limit };
  }

  async readAfter(position: number, limit: number): Promise<Stored[]> {
    this.reads += 1;
    if (this.failure) throw this.failure;
    const positions = Array.from({ length: this.length }, (_, index) => index + 1).filter((one) => one > position);
    return positions
      .slice(0, limit)
      .map((one) => ({ position: one, type: this.typeOf(one), schemaVersion: 1 }) as Stored);
  }

  readonly open: EventLog['open'] = async (events) => {
    this.opened += events.length;
    const positions = (events as unknown as readonly Stored[]).map(({ position }) => position);
    if (positions.some((position) => this.unreadable.has(position))) throw new Error('tampered with');
    return events.map((event) => ({ ...event, personal: null }));
  };

  private typeOf(position: number): string {
    if (this.erasures.has(position)) return 'AuthorErased';
    return position % 10 === 0 ? 'SomethingNew' : 'CommentLiked';
  }

  async head(): Promise<number> {
    return this.length;
  }
}

describe('reading a batch of the log', () => {
  it('leaves out events of types that this version does not know', async () => {
    const log = Object.assign(new FakeLog(), { length: 12 });
    const batch = await readBatch(log, 8, 100);
    expect(batch?.events.map(({ position }) => position)).toEqual([9, 11, 12]);
    expect(batch).toMatchObject({ end: 12, read: 4, isFull: false });
  });

  it('marks the events that cannot be opened and returns all others', async () => {
    const log = Object.assign(new FakeLog(), { length: 9, unreadable: new Set([4, 5]) });
    const batch = await readBatch(log, 0, 100);
    const bad = batch?.events.filter((event) => 'unreadable' in event).map(({ position }) => position);
    expect(bad).toEqual([4, 5]);
    expect(batch?.events).toHaveLength(9);
  });

  it('does not mistake an unavailable database for an event that cannot be opened', async () => {
    const failure = Object.assign(new Error('unavailable'), { code: '57P01' });
    const log = Object.assign(new FakeLog(), { length: 9, open: () => Promise.reject(failure) });
    await expect(readBatch(log, 0, 100)).rejects.toBe(failure);
  });
});

describe('a shared reading', () => {
  it('reads and opens the log once for all projections at the same position', async () => {
    const log = Object.assign(new FakeLog(), { length: 9 });
    const reading = new SharedReading(log, 100);
    const batches = await Promise.all([reading.after(0), reading.after(0), reading.after(0)]);
    expect(await reading.after(0)).toBe(batches[0]);
    expect(new Set(batches).size).toBe(1);
    expect([log.reads, log.opened]).toEqual([1, 9]);
  });

  it('gives a slow projection one batch of what fast ones read in many', async () => {
    const log = new FakeLog();
    const reading = new SharedReading(log, 100);
    for (let length = 1; length <= 5; length++) {
      log.length = length;
      await reading.after(length - 1);
    }
    expect(await reading.after(0)).toMatchObject({ end: 5, read: 5 });
    expect(log.reads).toBe(5);
  });

  it('returns no more than the batch limit', async () => {
    const log = Object.assign(new FakeLog(), { length: 8 });
    const reading = new SharedReading(log, 10);
    await reading.after(0);
    log.length = 16;
    await reading.after(8);
    expect(await reading.after(0)).toMatchObject({ end: 8, read: 8 });
  });

  it('caches neither an empty result nor a failure', async () => {
    const log = new FakeLog();
    const reading = new SharedReading(log, 100);
    expect(await reading.after(0)).toBeNull();
    log.failure = new Error('unavailable');
    await expect(reading.after(0)).rejects.toThrow('unavailable');
    log.failure = undefined;
    log.length = 1;
    expect(await reading.after(0)).toMatchObject({ end: 1 });
  });

  it('drops everything opened before an erasure', async () => {
    const log = Object.assign(new FakeLog(), { length: 5, erasures: new Set([7]) });
    const reading = new SharedReading(log, 5);
    await reading.after(0);
    log.length = 9;
    await reading.after(5);
    await reading.after(5);
    expect(log.reads).toBe(2);
    await reading.after(0);
    expect(log.reads).toBe(3);
  });

  it('drops the oldest batches', async () => {
    const log = Object.assign(new FakeLog(), { length: 100 });
    const reading = new SharedReading(log, 10);
    for (let position = 0; position < 100; position += 10) await reading.after(position);
    const { reads } = log;
    await reading.after(90);
    expect(log.reads).toBe(reads);
    await reading.after(0);
    expect(log.reads).toBe(reads + 1);
  });
});
