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

/** Publishes a log step by step as the relay does, and simulates faults of relays and brokers. */
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
   * Publishes the next events and moves the relay's checkpoint. `repeats`: number of additional sends of the batch, as
   * after a crash between send and checkpoint. `change`: changes the records before they are sent. `parked`: positions
   * of parked events, with the reason. An event of an unknown type is published as a newer relay would publish it.
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

/** The known type under which an event of an unknown type is converted to a record. */
const standIn = 'CommentLiked';
const known = (event: StoredEvent): StoredEvent => (isEventType(event.type) ? event : { ...event, type: standIn });

function asWritten(record: OutgoingRecord, events: readonly StoredEvent[]): OutgoingRecord {
  const { type = '' } = events.find(({ position }) => String(position) === record.headers['ce_position']) ?? {};
  if (isEventType(type) || record.headers['ce_type'] !== standIn) return record;
  const value = String(record.value).replaceAll(standIn, type);
  return { ...record, value, headers: { ...record.headers, ce_type: type } };
}

/**
 * Delivers chunks in pieces of varying sizes, each several times, and repeats earlier pieces, as a consumer group may do
 * after a rebalance.
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
