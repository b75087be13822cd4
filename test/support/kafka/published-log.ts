import type { Pool } from 'pg';
import { batchOf } from '#relay/batch';
import { type RelayCheckpoint, moveCheckpoint, readCheckpoint, takeCheckpoint } from '#relay/checkpoint';
import type { Parked } from '#relay/parked';
import { type TopicSettings, topicSpecs } from '#relay/topics';
import { isEventType } from '#contracts/event-schemas';
import type { StoredEvent } from '#event-store/event';
import type { EventLog } from '#event-store/event-log';
import type { Consumption, EventTransport, RecordHandler } from '#messaging/event-transport';
import { MemoryTransport } from '#messaging/memory-transport';
import type { IncomingRecord, OutgoingRecord } from '#messaging/record';

export const testTopics = { prefix: 'test', partitions: 3, replication: 1 };

/** Publishes a log as the relay does, in steps, with whatever a relay or a broker may do wrong. */
export class PublishedLog {
  constructor(
    private readonly pool: Pool,
    private readonly log: EventLog,
    private readonly transport: Pick<EventTransport, 'ensureTopics' | 'publish'>,
    private readonly topics: TopicSettings = testTopics,
  ) {}

  async prepare(): Promise<void> {
    await this.transport.ensureTopics(topicSpecs(this.topics));
    await takeCheckpoint(this.pool, 'events', 1);
  }

  /**
   * Publishes the next events and moves the relay's checkpoint. `repeats`: how often the batch is sent once more, as
   * after a crash between send and checkpoint. `change`: what becomes of the records on their way. `parked`: why the
   * events at these positions are. An event of an unknown type is published as a newer relay would.
   */
  async publish(
    limit: number,
    {
      repeats = 0,
      change = (records: readonly OutgoingRecord[]) => records,
      parked = new Map(),
    }: {
      repeats?: number;
      change?: (records: readonly OutgoingRecord[]) => readonly OutgoingRecord[];
      parked?: Parked;
    } = {},
  ): Promise<boolean> {
    const before = await readCheckpoint(this.pool, 'events');
    const events = await this.log.readAfter(before.position, limit);
    const { records, after } = batchOf(events.map(known), before, {
      topics: this.topics,
      parked,
      identity: await this.log.identity(),
    });
    if (records.length === 0) return false;
    const written = change(records.map((record) => asWritten(record, events)));
    for (let time = 0; time <= repeats; time++) await this.transport.publish(written);
    await this.move(before, after);
    return true;
  }

  async publishAll(limit = 500): Promise<void> {
    while (await this.publish(limit));
  }

  private move(before: RelayCheckpoint, to: RelayCheckpoint): Promise<void> {
    return moveCheckpoint(this.pool, { line: 'events', epoch: 1, from: before.position, to });
  }
}

const stranger = 'CommentLiked';
const known = (event: StoredEvent): StoredEvent => (isEventType(event.type) ? event : { ...event, type: stranger });

function asWritten(record: OutgoingRecord, events: readonly StoredEvent[]): OutgoingRecord {
  const { type = '' } = events.find(({ position }) => String(position) === record.headers['ce_position']) ?? {};
  if (isEventType(type) || record.headers['ce_type'] !== stranger) return record;
  const value = String(record.value).replaceAll(stranger, type);
  return { ...record, value, headers: { ...record.headers, ce_type: type } };
}

/**
 * Hands out chunks in pieces of changing sizes, each several times, and old ones again: what a group may do to its
 * members.
 */
export class RedeliveringTransport extends MemoryTransport {
  private turn = 0;

  constructor(private readonly sizes: readonly number[]) {
    super();
  }

  override consume(group: string, topics: readonly string[], handler: RecordHandler): Consumption {
    let before: readonly IncomingRecord[] = [];
    const handle = async (chunk: readonly IncomingRecord[]): Promise<void> => {
      for (let at = 0; at < chunk.length;) {
        const size = this.sizes[this.turn++ % this.sizes.length] ?? 1;
        const piece = chunk.slice(at, at + size);
        await Promise.all([handler.handle(piece), handler.handle(piece)]);
        if (before.length > 0) await handler.handle(before);
        before = piece;
        at += size;
      }
    };
    return super.consume(group, topics, { assigned: (partitions) => handler.assigned(partitions), handle });
  }
}
