/**
 * A record to publish. The publisher chose its partition: see `partitionOf`. A null value is a tombstone in a compacted
 * topic.
 */
export interface OutgoingRecord {
  readonly topic: string;
  readonly partition: number;
  readonly key: string;
  readonly value: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * A record as read back. `offset` is its place in the partition, as a decimal string: it may exceed what a number can
 * hold.
 */
export interface IncomingRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly key: string | null;
  readonly value: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** One ordered log of a topic. */
export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

/** The offset of the record to read next in a partition. */
export interface PartitionOffset extends TopicPartition {
  readonly offset: string;
}

/** Where the records of one partition in one request were written: so many, from this offset on. */
export interface Acknowledged extends PartitionOffset {
  readonly count: number;
}
