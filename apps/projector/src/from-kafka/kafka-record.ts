import { type PublishedEvent, fromCloudEvent, isParked } from '#contracts/from-cloud-event';
import { personalOwnerOf } from '#contracts/personal-owner';
import { isEventType } from '#contracts/event-schemas';
import { positionIn } from '#contracts/position';
import type { IncomingRecord } from '#messaging/record';
import { type Log, type ReadEvent, type Readable, openAll } from '../apply/shared-reading.ts';
import type { Placed } from './partition-plan.ts';

/** A record as projections take it. */
export interface KafkaRecord extends Placed {
  /**
   * Null where there is nothing to apply: a type that is not known here, a mark, or a record that every projection has
   * seen or that is void.
   */
  readonly event: ReadEvent | null;
}

export interface ReadRecords {
  readonly records: readonly KafkaRecord[];
  /** The first record that is no event of ours; what comes behind it was not read. */
  readonly unreadable: { readonly offset: string; readonly reason: string } | null;
}

/** What is known of a chunk before it is read. */
export interface KnownOfChunk {
  /** No record up to this position is looked into: every projection has applied it. */
  readonly seen: number;
  /** The offsets of records that the log has lost. */
  readonly voided: ReadonlySet<string>;
}

/** Reads and opens a chunk. An event whose record is a stub is read from the log. */
export async function readRecords(
  log: Log,
  chunk: readonly IncomingRecord[],
  { seen, voided }: KnownOfChunk,
): Promise<ReadRecords> {
  const published: (PublishedEvent & { offset: string })[] = [];
  const old: KafkaRecord[] = [];
  let unreadable: ReadRecords['unreadable'] = null;
  for (const { offset, value, headers } of chunk) {
    const position = positionIn(headers['ce_position'] ?? '');
    if (voided.has(offset)) {
      old.push({ position: 0, prev: 0, offset, event: null }); // a repetition to everybody: only its offset counts
      continue;
    }
    if (position !== undefined && position <= seen) {
      // Its `prev` makes it a hole, filled from the log up to itself, where a crash of the database took back that it
      // was applied.
      old.push({ position, prev: position, offset, event: null });
      continue;
    }
    try {
      published.push({ ...fromCloudEvent(value), offset });
    } catch (error) {
      unreadable = { offset, reason: error instanceof Error ? error.message : 'unknown' };
      break;
    }
  }
  const events = await eventsOf(log, published);
  const records = published.map(({ stored: { position }, prev, offset }) => {
    return { position, prev, offset, event: events.get(position) ?? null };
  });
  return { records: inOrder([...old, ...records]), unreadable };
}

async function eventsOf(log: Log, published: readonly PublishedEvent[]): Promise<Map<number, ReadEvent>> {
  const readable: Readable[] = [];
  for (const { stored } of published) {
    if (!isEventType(stored.type)) continue;
    const whole = isParked(stored) ? (await log.readAfter(stored.position - 1, 1))[0] : readableOf(stored);
    if (whole?.position === stored.position) readable.push(whole);
  }
  const opened = await openAll(log, readable);
  return new Map(opened.map((event) => [event.position, event]));
}

const readableOf = (stored: PublishedEvent['stored']): Readable => ({
  ...stored,
  meta: { ...stored.meta },
  subjectId: personalOwnerOf(stored) ?? null,
});

const inOrder = (records: KafkaRecord[]): KafkaRecord[] =>
  records.toSorted((a, b) => (BigInt(a.offset ?? 0) < BigInt(b.offset ?? 0) ? -1 : 1));
