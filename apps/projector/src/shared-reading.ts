import type { RecordedEvent } from '#contracts/event-schemas';
import { type StoredToParse, parseRecorded } from '#contracts/upcast';
import type { SealedEvent } from '#event-store/event';
import type { EventLog } from '#event-store/event-log';
import { isTransient } from './failure';

/** An event of the log as projections get it: readable, or with the reason why not. Types that we do not know are left out. */
export type ReadEvent =
  | { readonly position: number; readonly type: string; readonly event: RecordedEvent }
  | { readonly position: number; readonly type: string; readonly unreadable: unknown };

/** A stretch of the log behind a position, read and opened. `end` is the position of its last event. */
export interface Batch {
  readonly events: readonly ReadEvent[];
  readonly end: number;
  /** How many events the stretch has, known types or not. */
  readonly read: number;
  /** There was more than fitted. */
  readonly isFull: boolean;
}

/** What reading needs of the event log. */
export type Log = Pick<EventLog, 'readAfter' | 'open' | 'head'>;
/** A stored event with what projections need of it, wherever it was read. */
export type Readable = SealedEvent & Omit<StoredToParse, 'personal'>;

/** Reads the events behind a position, or null when there are none yet. */
export async function readBatch(log: Log, after: number, limit: number): Promise<Batch | null> {
  const stored = await log.readAfter(after, limit);
  const last = stored.at(-1);
  if (!last) return null;
  return {
    events: await openAll(log, stored),
    end: last.position,
    read: stored.length,
    isFull: stored.length === limit,
  };
}

/**
 * Lets several projections that stand at the same place share one reading of the log: it is read and unsealed once for all.
 * What has been read stays true, since the log only grows; so a batch may be given to whoever comes later.
 */
export class SharedReading {
  private readonly batches = new Map<number, Promise<Batch | null>>();

  constructor(
    private readonly log: Log,
    private readonly limit: number,
  ) {}

  async after(position: number): Promise<Batch | null> {
    const known = this.batches.get(position);
    if (known) return known;
    const reading = readBatch(this.log, position, this.limit);
    this.remember(position, reading);
    const forget = (): void => void (this.batches.get(position) === reading && this.batches.delete(position));
    reading.then((batch) => batch ?? forget(), forget);
    return reading;
  }

  private remember(position: number, reading: Promise<Batch | null>): void {
    this.batches.set(position, reading);
    for (const oldest of this.batches.keys()) {
      if (this.batches.size <= remembered) return;
      this.batches.delete(oldest);
    }
  }
}

/** Enough for every projection to lag behind the first by a few batches. */
const remembered = 8;

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

function parseAll(opened: readonly StoredToParse[]): ReadEvent[] {
  const events: ReadEvent[] = [];
  for (const stored of opened) {
    const { position, type } = stored;
    const event = parseRecorded(stored);
    if (event) events.push({ position, type, event });
  }
  return events;
}
