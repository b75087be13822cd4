import { byteBudgets } from '#contracts/byte-budgets';
import { type StoredToParse, parseRecorded } from '#contracts/upcast';
import type { SealedEvent } from '#event-store/event';
import type { EventLog } from '#event-store/event-log';
import { personsToOpen } from '#event-store/keys/open-personal';
import type { ReadableEvent } from './apply-present.ts';
import { isTransient } from './failure.ts';

/**
 * An event of the log as projections get it: readable, or with the reason why not. Events of unknown types are left
 * out.
 */
export type ReadEvent =
  ReadableEvent | { readonly position: number; readonly type: string; readonly unreadable: unknown };

/** Consecutive events after a position, read and opened. `end` is the position of the last event. */
export interface ReadStretch {
  readonly events: readonly ReadEvent[];
  readonly end: number;
  /** How many events the stretch has, known types or not. */
  readonly read: number;
  /** Stored size. Opened in memory, the events take several times that. */
  readonly bytes: number;
  /** True if the log had more events than fit. */
  readonly isFull: boolean;
}

/** The methods of the event log that reading needs. */
export type Log = Pick<EventLog, 'readPage' | 'readAfter' | 'open' | 'head'>;
/** A stored event with the fields that projections need, from the log or from Kafka. */
export type Readable = SealedEvent & Omit<StoredToParse, 'personal'>;

/** Bytes of an event without encrypted data. */
const smallest = 500;

/** Reads the events after a position. Returns null if there are none yet. */
export async function readBatch(log: Log, after: number, limit: number): Promise<ReadStretch | null> {
  const { events: stored, isFull } = await log.readPage(after, limit);
  const last = stored.at(-1);
  if (!last) return null;
  return {
    events: await openAll(log, stored),
    end: last.position,
    read: stored.length,
    bytes: stored.reduce((sum, { sealed }) => sum + smallest + (sealed?.length ?? 0), 0),
    isFull,
  };
}

/**
 * Lets projections at nearby positions share their reads: the log is read and decrypted once for all of them. Batches
 * stay valid because the log only grows, so later callers may get them. `applyPresent` handles people who were erased
 * after a batch was read.
 */
export class SharedReading {
  private readonly underWay = new Map<number, Promise<ReadStretch | null>>();
  private readonly done = new Map<number, ReadStretch>();
  private remembered = 0;
  private bytes = 0;

  constructor(
    private readonly log: Log,
    private readonly limit: number,
  ) {}

  /** The next events after a position, with all following batches in memory joined. Null if there are none yet. */
  async after(position: number): Promise<ReadStretch | null> {
    let batch = this.done.get(position) ?? (await this.read(position));
    for (let next = batch && this.done.get(batch.end); batch && next; next = this.done.get(batch.end)) {
      if (batch.read + next.read > this.limit || batch.bytes + next.bytes > byteBudgets.logRead) break;
      batch = joined(batch, next);
    }
    return batch;
  }

  private read(position: number): Promise<ReadStretch | null> {
    const known = this.underWay.get(position);
    if (known) return known;
    const reading = readBatch(this.log, position, this.limit)
      .then((batch) => this.remember(position, batch))
      .finally(() => this.underWay.delete(position));
    this.underWay.set(position, reading);
    return reading;
  }

  private remember(position: number, batch: ReadStretch | null): ReadStretch | null {
    if (batch === null) return null;
    if (batch.events.some(({ type }) => type === 'AuthorErased')) this.forget();
    this.done.set(position, batch);
    this.remembered += batch.read;
    this.bytes += batch.bytes;
    for (const [oldest, { read, bytes }] of this.done) {
      if (this.remembered <= 4 * this.limit && this.bytes <= byteBudgets.logRead) break;
      this.done.delete(oldest);
      this.remembered -= read;
      this.bytes -= bytes;
    }
    return batch;
  }

  /** Removes decrypted texts at once, rather than when newer batches replace them. */
  private forget(): void {
    this.done.clear();
    this.remembered = 0;
    this.bytes = 0;
  }
}

/**
 * Joins two batches, so that a slow projection does not repeat the many small batches of a fast one and lag further.
 */
const joined = (one: ReadStretch, next: ReadStretch): ReadStretch => ({
  events: [...one.events, ...next.events],
  end: next.end,
  read: one.read + next.read,
  bytes: one.bytes + next.bytes,
  isFull: next.isFull,
});

/** Opens events; finds those that cannot be opened or parsed by bisection, so that they do not block the others. */
export async function openAll(log: Pick<Log, 'open'>, stored: readonly Readable[]): Promise<ReadEvent[]> {
  try {
    return parseAll(await log.open(stored));
  } catch (error) {
    const [first] = stored;
    if (first === undefined || isTransient(error)) throw error;
    if (stored.length === 1) return [{ position: first.position, type: first.type, unreadable: error }];
    const half = Math.ceil(stored.length / 2);
    return [...(await openAll(log, stored.slice(0, half))), ...(await openAll(log, stored.slice(half)))];
  }
}

function parseAll(opened: readonly (SealedEvent & StoredToParse)[]): ReadEvent[] {
  const events: ReadEvent[] = [];
  for (const stored of opened) {
    const { position, type } = stored;
    const event = parseRecorded(stored);
    if (event) events.push({ position, type, event, persons: event.personal ? personsToOpen(stored) : noPersons });
  }
  return events;
}

const noPersons: readonly string[] = [];
