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
  /** The checkpoint after all records are published. */
  readonly after: RelayCheckpoint;
}

/** Everything that a batch is built from, except the events. */
export interface Publishing {
  readonly topics: TopicSettings;
  readonly parked: Parked;
  /** Read after the events. */
  readonly identity: LogIdentity<BegunEpoch>;
}

/**
 * Makes a record for each event, in the partition of its key, with the position of the record before it in that
 * partition. A parked event becomes a stub, so that the chain has no gap. Where an epoch of the log begins, every
 * partition gets a marker after the last event of the previous epoch; `events` may be empty to publish markers only. Of
 * several epochs that begin at the same position, the newest is marked.
 * @throws Error for an event of unknown type
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

/** The record chains of all partitions. */
class Chains {
  readonly records: OutgoingRecord[] = [];
  readonly previous: Record<string, number>;
  marked: number;
  private label = '';
  /** Epochs that are not marked yet, the oldest first. */
  private readonly coming: BegunEpoch[];

  constructor(
    before: RelayCheckpoint,
    private readonly publishing: Publishing,
  ) {
    const { logId, epochs } = publishing.identity;
    const { position, marked = 1 } = before;
    this.previous = { ...before.previous };
    // After the checkpoint was set back, the relay repeats the markers from there on.
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

  /** Adds markers for the epochs that begin at or before a position. */
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
      timestamp: published.recordedAt.getTime(),
    });
    this.previous[place] = published.position;
  }
}
