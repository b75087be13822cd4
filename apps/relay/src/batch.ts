import { ceHeaders, type StoredToPublish, toCloudEvent } from '#contracts/cloud-event';
import { type BegunEpoch, type LogIdentity, newestEpoch, writeLabel } from '#contracts/log-identity';
import { epochMark } from '#contracts/epoch-mark';
import { eventTopicsOf } from '#contracts/events/topics';
import { partitionName } from '#contracts/topic-partition';
import type { StoredEvent } from '#event-store/event';
import type { OutgoingRecord, TopicPartition } from '#messaging/record';
import type { RelayCheckpoint } from './checkpoint.ts';
import { type Parked, stubOf } from './parked.ts';
import { destinationOf, type TopicSettings } from './topics.ts';

export interface RecordBatch {
  readonly records: readonly OutgoingRecord[];
  /** The checkpoint once all of it is published. */
  readonly after: RelayCheckpoint;
}

/** What a batch is made with, besides the events. */
export interface Publishing {
  readonly topics: TopicSettings;
  readonly parked: Parked;
  /** As it was read after the events. */
  readonly identity: LogIdentity<BegunEpoch>;
}

/**
 * A record for each event: in its key's partition, with the position of the record before it in that partition. A
 * parked event travels as a stub, so that the chain has no hole. Where an epoch of the log ended, behind the last event
 * that belongs to it, a mark in every partition comes in between: `events` may be empty, for the sake of marks alone.
 * Of epochs that began in the same place the newest is marked.
 * @throws Error for an event of a type that this program does not know
 */
export function batchOf(events: readonly StoredEvent[], before: RelayCheckpoint, publishing: Publishing): RecordBatch {
  const chains = new Chains(before, publishing);
  let { position } = before;
  for (const event of events) {
    chains.mark(event.position - 1);
    chains.add(event);
    position = event.position;
  }
  chains.mark(position);
  return { records: chains.records, after: { position, previous: chains.previous, marked: chains.marked } };
}

/** What all partitions get, one record after the other. */
class Chains {
  readonly records: OutgoingRecord[] = [];
  readonly previous: Record<string, number>;
  marked: number;
  private label = '';
  /** The epochs that are not marked yet, the oldest first. */
  private readonly coming: BegunEpoch[];

  constructor(
    before: RelayCheckpoint,
    private readonly publishing: Publishing,
  ) {
    const { logId, epochs } = publishing.identity;
    const { position, marked = 1 } = before;
    this.previous = { ...before.previous };
    // Who was sent back in the log marks again what they marked.
    this.coming = epochs.filter(({ epoch, after }) => epoch > marked || after > position);
    this.marked = newestEpoch(epochs.filter((one) => !this.coming.includes(one)));
    this.label = writeLabel({ logId, epoch: this.marked });
  }

  add(event: StoredEvent): void {
    const { topics, parked } = this.publishing;
    const reason = parked.get(event.position);
    const published = reason === undefined ? event : stubOf(event, reason);
    this.append(published, destinationOf(event, topics));
  }

  /** Begins the epochs behind which everything up to a position lies. */
  mark(upTo: number): void {
    let begun: BegunEpoch | undefined;
    while (this.coming[0] && this.coming[0].after <= upTo) begun = this.coming.shift();
    if (!begun) return;
    const { topics, identity } = this.publishing;
    this.marked = begun.epoch;
    this.label = writeLabel({ logId: identity.logId, epoch: begun.epoch });
    for (const topic of eventTopicsOf(topics.prefix)) {
      for (let partition = 0; partition < topics.partitions; partition++)
        this.append(epochMark(identity, begun, { topic, partition }), { topic, partition });
    }
  }

  private append(published: StoredToPublish, destination: TopicPartition): void {
    const place = partitionName(destination);
    const prev = this.previous[place];
    const { publicUrl } = this.publishing.topics;
    const cloudEvent = toCloudEvent(published, {
      log: this.label,
      ...(prev !== undefined && { prev }),
      ...(publicUrl !== undefined && { publicUrl }),
    });
    this.records.push({
      ...destination,
      key: published.partitionKey,
      value: JSON.stringify(cloudEvent),
      headers: ceHeaders(cloudEvent),
    });
    this.previous[place] = published.position;
  }
}
