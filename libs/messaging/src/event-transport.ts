import { Acknowledged, IncomingRecord, OutgoingRecord, PartitionOffset, TopicPartition } from './record.ts';

/** A topic that the service needs. `config`: Kafka topic settings; default `cleanup.policy`: `delete`. */
export interface TopicSpec {
  readonly name: string;
  readonly partitions: number;
  readonly replication: number;
  readonly config?: Readonly<Record<string, string>>;
}

/**
 * Processes the records of a consumer. The handler stores the offsets itself, together with the effect of the records.
 */
export interface RecordHandler {
  /**
   * Called after every assignment of partitions, before any of their records. Returns the offset to continue from in
   * each. A partition without an offset is read from its beginning, whatever was committed to Kafka.
   */
  assigned(partitions: readonly TopicPartition[]): Promise<readonly PartitionOffset[]>;

  /**
   * Receives 1 to 500 consecutive records of one partition, and resolves once their effect is durable. Chunks of one
   * partition arrive one after the other, those of different partitions may overlap, and any chunk may be repeated. An
   * exception ends the consumer.
   */
  handle(chunk: readonly IncomingRecord[]): Promise<void>;
}

/** A running consumer. */
export interface Consumption {
  /**
   * Resolves after `stop`; rejects with the handler's own error. Outages of the brokers do not end it: reading
   * continues after them.
   */
  readonly finished: Promise<void>;
  /**
   * Per partition of this member: the next offset to read, and the partition's end when it was last seen, possibly long
   * ago.
   */
  progress(): readonly PartitionProgress[];
  /** Completes the current chunk, gives the partitions back and resolves, after 5 s at the latest. */
  stop(): Promise<void>;
}

export interface PartitionProgress extends TopicPartition {
  readonly nextOffset: string;
  readonly endOffset: string;
}

/** From the oldest record left to the offset of the next record. Both are equal if the partition is empty. */
export interface PartitionExtent extends TopicPartition {
  readonly beginOffset: string;
  readonly endOffset: string;
}

/** Selects the records that `tails` returns. */
export interface TailQuestion {
  /**
   * By `topic/partition`: the offset from which on all records are returned, at most the last thousand. Without an
   * entry, only the last record is returned.
   */
  readonly since?: ReadonlyMap<string, string>;
  /** Selects the records that count. Records of transactions never count, because this service writes none. */
  readonly counts: (record: IncomingRecord) => boolean;
}

export interface Tail extends PartitionExtent {
  /** The first of the oldest records left that counts, or undefined if none of them does. */
  readonly first: IncomingRecord | undefined;
  /** In order; empty if none of the last thousand records counts. */
  readonly latest: readonly IncomingRecord[];
}

export interface TransportHealth {
  readonly connected: boolean;
  /** `host:port` of each broker currently in the cluster; empty when not connected. */
  readonly brokers: readonly string[];
  readonly lastError: { readonly message: string; readonly at: string } | undefined;
}

/** Numbers for metrics, counted since the process started. */
export interface TransportCounters {
  /** Producers discarded after an uncertain outcome or a refusal. */
  readonly producerResets: number;
  /**
   * Sends that kafkajs reported as successful although a partition of the batch was missing or failed in the response.
   */
  readonly metadataMismatches: number;
  /** Acknowledgements with offsets of older records: the broker mistook new records for a retry. */
  readonly duplicates: number;
  readonly lastSendMs: number;
  /** Consumers that were replaced because brokers were unavailable or because they had stopped fetching. */
  readonly consumerRestarts: number;
}

/** The part of Kafka that this service needs. Every implementation passes `event-transport.contract.ts`. */
export abstract class EventTransport {
  /**
   * Creates missing topics.
   * @throws TopicMismatch if a topic exists with another number of partitions (keys would change partition and lose
   * their order), fewer replicas, or another clean-up policy (compaction would delete events)
   */
  abstract ensureTopics(topics: readonly TopicSpec[]): Promise<void>;

  /**
   * Does work for a batch in advance, so that publishing this same array is faster. Implementations may ignore it.
   * Prepare at most one batch ahead, because the result is kept in memory.
   */
  prepare(_records: readonly OutgoingRecord[]): void {
    // nothing to prepare in memory
  }

  /**
   * Resolves with the offsets when every partition has acknowledged its records, in the given order.
   * @throws PublishDoubt, in bounded time, if the outcome is uncertain; TooLarge for a record that no retry can
   * deliver; ConcurrentPublish
   */
  abstract publish(records: readonly OutgoingRecord[]): Promise<readonly Acknowledged[]>;

  /** Reads `topics` as a member of `group`. If brokers or topics are missing, starts once they are available. */
  abstract consume(group: string, topics: readonly string[], handler: RecordHandler): Consumption;

  /**
   * Returns the offsets of each partition of a topic.
   * @throws Error if the brokers do not answer
   */
  abstract extentOf(topic: string): Promise<readonly PartitionExtent[]>;

  /**
   * Returns the first and last records of each partition of these topics, in bounded time and without a consumer group.
   * @throws Error if the brokers do not answer
   */
  abstract tails(topics: readonly string[], question: TailQuestion): Promise<readonly Tail[]>;

  /**
   * Yields all records of a topic in chunks, one partition after the other, without a consumer group.
   * @param from the first offset by `topic/partition`; default: the oldest record
   * @throws Error if the brokers do not answer
   */
  abstract scan(topic: string, from?: ReadonlyMap<string, string>): AsyncGenerator<readonly IncomingRecord[], void>;

  /**
   * Deletes the records before these offsets permanently.
   * @throws Error if the brokers refuse
   */
  abstract deleteRecords(before: readonly PartitionOffset[]): Promise<void>;

  /** Queries the cluster. Answers within a few seconds, and never throws. */
  abstract health(): Promise<TransportHealth>;

  abstract counters(): TransportCounters;

  /** Stops everything that is running, consumers included, and closes all connections. */
  abstract close(): Promise<void>;
}

/** Maximum number of records in a chunk: one transaction and one heartbeat. */
export const chunkSize = 500;

/** Maximum number of records of a partition that `tails` reads. */
export const tailLimit = 1000;
