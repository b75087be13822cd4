/**
 * A record to publish. The publisher chooses the partition, see `partitionOf`. A null value is a tombstone in a
 * compacted topic.
 */
export interface OutgoingRecord {
  readonly topic: string;
  readonly partition: number;
  readonly key: string;
  readonly value: string | null;
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds since 1970; default: now. */
  readonly timestamp?: number;
}

/**
 * A record as read. `offset` is its number in the partition, as a decimal string, because it may exceed the safe
 * integers.
 */
export interface IncomingRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly key: string | null;
  readonly value: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** One partition of a topic. */
export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

/** The offset of the next record to read in a partition. */
export interface PartitionOffset extends TopicPartition {
  readonly offset: string;
}

/** The records of one partition in one request: `count` records, starting at `offset`. */
export interface Acknowledged extends PartitionOffset {
  readonly count: number;
}
