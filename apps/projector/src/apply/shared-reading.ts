import { byteBudgets } from '#contracts/byte-budgets';
import { type StoredToParse, parseRecorded } from '#contracts/upcast';
import type { SealedEvent } from '#event-store/event';
import type { EventLog } from '#event-store/event-log';
import { personsToOpen } from '#event-store/keys/open-personal';
import type { ReadableEvent } from './apply-present.ts';
import { isTransient } from './failure.ts';

/**
 * An event of the log as projections get it: readable, or with the reason why not. Types that we do not know are left
 * out.
 */
export type ReadEvent =
  ReadableEvent | { readonly position: number; readonly type: string; readonly unreadable: unknown };

/** A stretch of the log behind a position, read and opened. `end` is the position of its last event. */
export interface ReadStretch {
  readonly events: readonly ReadEvent[];
  readonly end: number;
  /** How many events the stretch has, known types or not. */
  readonly read: number;
  /** As it is stored; read and opened, it takes several times that. */
  readonly bytes: number;
  /** There was more than fitted. */
  readonly isFull: boolean;
}

/** What reading needs of the event log. */
export type Log = Pick<EventLog, 'readPage' | 'readAfter' | 'open' | 'head'>;
/** A stored event with what projections need of it, wherever it was read. */
export type Readable = SealedEvent & Omit<StoredToParse, 'personal'>;

/** An event with nothing sealed. */
const smallest = 500;

/** Reads the events behind a position, or null when there are none yet. */
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
 * Lets projections that stand near each other share their reading of the log: it is read and unsealed once for all.
 * What has been read stays true, since the log only grows; so it may be given to whoever comes later. Who was erased
 * meanwhile is found when it is written (`applyPresent`).
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

  /** The next events behind a position, all that were read already in one batch; null when there are none yet. */
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

  /** Nobody's words stay in memory, opened, until others take their place. */
  private forget(): void {
    this.done.clear();
    this.remembered = 0;
    this.bytes = 0;
  }
}

/**
 * A slow projection takes what a quick one read in many small batches as one: otherwise it would fall behind further
 * with each.
 */
const joined = (one: ReadStretch, next: ReadStretch): ReadStretch => ({
  events: [...one.events, ...next.events],
  end: next.end,
  read: one.read + next.read,
  bytes: one.bytes + next.bytes,
  isFull: next.isFull,
});

/** One event that cannot be opened or read must not hide the others: it is found by halves. */
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
    if (event) events.push({ position, type, event, persons: event.personal ? personsToOpen(stored) : nobody });
  }
  return events;
}

const nobody: readonly string[] = [];
