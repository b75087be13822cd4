import { Acknowledged, IncomingRecord, OutgoingRecord, PartitionOffset, TopicPartition } from './record.ts';

/**
 * A topic as the service needs it. `config` are Kafka topic settings; without `cleanup.policy` the topic is to be
 * `delete`.
 */
export interface TopicSpec {
  readonly name: string;
  readonly partitions: number;
  readonly replication: number;
  readonly config?: Readonly<Record<string, string>>;
}

/**
 * What a consumer does with what it reads. Offsets belong to the handler: it keeps them with the effect of the records.
 */
export interface RecordHandler {
  /**
   * Called whenever the group hands out partitions anew, before any record of them: where to read on in each.
   * A partition that is left out is read from its beginning, whatever was committed to Kafka.
   */
  assigned(partitions: readonly TopicPartition[]): Promise<readonly PartitionOffset[]>;

  /**
   * Takes 1 to 500 consecutive records of one partition and resolves when their effect is durable. Chunks of one
   * partition come one after the other, those of different partitions may overlap, and any chunk may come again.
   * Throwing ends the consumer.
   */
  handle(chunk: readonly IncomingRecord[]): Promise<void>;
}

/** A running consumer. */
export interface Consumption {
  /**
   * Resolves after `stop`; rejects with the handler's own error. An outage of the brokers ends nothing: reading goes on
   * after it.
   */
  readonly finished: Promise<void>;
  /**
   * For each partition of this member: what it reads next, and the end of the partition as last seen, which may be long
   * ago.
   */
  progress(): readonly PartitionProgress[];
  /** Finishes the chunk in hand, gives the partitions back and resolves; after 5 s it resolves in any case. */
  stop(): Promise<void>;
}

export interface PartitionProgress extends TopicPartition {
  readonly nextOffset: string;
  readonly endOffset: string;
}

/** From the oldest record that is left, to the offset that the next one gets: the same where the partition is empty. */
export interface PartitionExtent extends TopicPartition {
  readonly beginOffset: string;
  readonly endOffset: string;
}

/** What is to be told of the ends of partitions. */
export interface TailQuestion {
  /**
   * By `topic/partition`: from which offset on everything is wanted, the last thousand records at most. Where there is
   * none, the last record alone.
   */
  readonly since?: ReadonlyMap<string, string>;
  /** Which records count. Those of transactions never do: this service writes none. */
  readonly counts: (record: IncomingRecord) => boolean;
}

export interface Tail extends PartitionExtent {
  /** The first record that counts among the oldest that are left; undefined where none of them does. */
  readonly first: IncomingRecord | undefined;
  /** In order; empty where no record counts, among the last thousand. */
  readonly latest: readonly IncomingRecord[];
}

export interface TransportHealth {
  readonly connected: boolean;
  /** `host:port` of each broker in the cluster now; empty when not connected. */
  readonly brokers: readonly string[];
  readonly lastError: { readonly message: string; readonly at: string } | undefined;
}

/** Numbers for metrics, counted since the process started. */
export interface TransportCounters {
  /** Producers thrown away after a doubt or a refusal. */
  readonly producerResets: number;
  /**
   * Sends that Kafka's client called a success although a partition of the batch was missing or failed in the answer.
   */
  readonly metadataMismatches: number;
  /** Acknowledgements that pointed at records written before the batch: the broker took new records for a repeat. */
  readonly duplicates: number;
  readonly lastSendMs: number;
  /** Consumers that ended for want of brokers, or had silently stopped fetching, and were replaced. */
  readonly consumerRestarts: number;
}

/** Kafka, as far as this service needs it: every implementation passes `event-transport.contract.ts`. */
export abstract class EventTransport {
  /**
   * Creates the topics that are missing. Throws `TopicMismatch` where one exists with another partition count (its keys
   * would change partition and lose their order), fewer replicas, or another clean-up policy (compaction would delete
   * events).
   */
  abstract ensureTopics(topics: readonly TopicSpec[]): Promise<void>;

  /**
   * Does what can be done for a batch before it may be sent: publishing this very array is quicker then. A transport
   * need not. At most one batch ahead: what is prepared is kept until it is published.
   */
  prepare(_records: readonly OutgoingRecord[]): void {
    // nothing to do in memory
  }

  /**
   * Resolves when every partition of the batch has acknowledged its records, in the order given, with where they are.
   * Throws `PublishDoubt` when that is not certain, in bounded time; `TooLarge` for a record that no retry can bring
   * through; `ConcurrentPublish`.
   */
  abstract publish(records: readonly OutgoingRecord[]): Promise<readonly Acknowledged[]>;

  /** Starts to read `topics` as a member of `group`; where brokers or topics are missing, as soon as they are there. */
  abstract consume(group: string, topics: readonly string[], handler: RecordHandler): Consumption;

  /** What each partition of a topic holds now. Throws when the brokers do not say. */
  abstract extentOf(topic: string): Promise<readonly PartitionExtent[]>;

  /**
   * How each partition of these topics begins and ends now, in bounded time and without a consumer group. Throws when
   * the brokers do not say.
   */
  abstract tails(topics: readonly string[], question: TailQuestion): Promise<readonly Tail[]>;

  /**
   * Everything that a topic holds now, one partition after the other, a chunk at a time and without a consumer group.
   * Throws when the brokers do not say. `from`: at which offset to begin, by `topic/partition`; at the oldest record
   * unless given.
   */
  abstract scan(topic: string, from?: ReadonlyMap<string, string>): AsyncGenerator<readonly IncomingRecord[], void>;

  /** Deletes the records before these offsets, for good. Throws when the brokers refuse. */
  abstract deleteRecords(before: readonly PartitionOffset[]): Promise<void>;

  /** Asks the cluster; answers within a few seconds, and never throws. */
  abstract health(): Promise<TransportHealth>;

  abstract counters(): TransportCounters;

  /** Stops what still runs, consumers included, and lets go of every connection. */
  abstract close(): Promise<void>;
}

/** The most records that a handler gets at once: one transaction, one heartbeat. */
export const chunkSize = 500;

/** The most records of a partition that `tails` looks at. */
export const tailLimit = 1000;
