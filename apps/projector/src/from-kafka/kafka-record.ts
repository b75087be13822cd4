import { type PublishedEvent, fromCloudEvent, isParked } from '#contracts/from-cloud-event';
import { personalOwnerOf } from '#contracts/personal-owner';
import { isEventType } from '#contracts/event-schemas';
import { positionIn } from '#contracts/position';
import type { IncomingRecord } from '#messaging/record';
import { type Log, type ReadEvent, type Readable, openAll } from '../apply/shared-reading.ts';
import type { Placed } from './partition-plan.ts';

/** A Kafka record as projections take it. */
export interface KafkaRecord extends Placed {
  /**
   * Null if there is nothing to apply: an unknown type, a marker, a void record, or one that every projection has seen.
   */
  readonly event: ReadEvent | null;
}

export interface ReadRecords {
  readonly records: readonly KafkaRecord[];
  /** The first record that is not one of our events; records after it were not read. */
  readonly unreadable: { readonly offset: string; readonly reason: string } | null;
}

/** Facts about a chunk that are known before it is read. */
export interface KnownOfChunk {
  /** Every projection has applied records up to this position, so they are not parsed. */
  readonly seen: number;
  /** The offsets of records whose events a restored log does not have. */
  readonly voided: ReadonlySet<string>;
}

/** Parses and decrypts a chunk. If a record is a stub, its event is read from the log. */
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
      old.push({ position: 0, prev: 0, offset, event: null }); // a duplicate for every projection: only its offset counts
      continue;
    }
    if (position !== undefined && position <= seen) {
      // `prev` equal to its own position makes it a hole if a crash of the database undid that it was applied. The hole
      // is filled from the log, up to the record itself.
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
