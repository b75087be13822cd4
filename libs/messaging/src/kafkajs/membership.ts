import { type Consumer, type ConsumerGroupJoinEvent, type EachBatchPayload } from 'kafkajs';
import { partitionName } from '#contracts/topic-partition';
import { errorOf } from '#platform/error-of';
import { chunkSize, type PartitionProgress, type RecordHandler } from '../event-transport.ts';
import type { IncomingRecord } from '../record.ts';
import { within } from '#platform/within';
import { type BrokerAccess, kafkaClient, persistent } from './client.ts';
import { CuttableSockets } from './cuttable-sockets.ts';
import { incomingRecord } from './incoming-record.ts';
import { StallWatch } from './stall-watch.ts';

/** The handler threw; `cause` is its error. */
export class HandlerFailed extends Error {
  override readonly name = 'HandlerFailed';
}

/**
 * One kafkajs consumer, from joining its group until it ends: by `stop`, by an error of its handler, or because brokers
 * are unavailable.
 */
export class Membership {
  /** Resolves after `stop`; rejects with `HandlerFailed`, or with the error that stopped reading. */
  readonly ended: Promise<void>;
  private readonly sockets = new CuttableSockets();
  private readonly consumer: Consumer;
  private readonly watch: StallWatch;
  private readonly watching: NodeJS.Timeout;
  // Replaced at every rebalance. Code that still holds the old one is reading partitions that may belong to another
  // member.
  private assignment: Assignment = new Map();
  private reason: Error | 'asked' | undefined;
  private committing: NodeJS.Timeout | undefined;
  private settle: { resolve: () => void; reject: (error: Error) => void };

  constructor(
    access: BrokerAccess,
    group: string,
    private readonly handler: RecordHandler,
    brokersAnswer: () => Promise<boolean>,
  ) {
    this.settle = { resolve: () => {}, reject: () => {} };
    this.ended = new Promise((resolve, reject) => (this.settle = { resolve, reject }));
    this.consumer = kafkaClient(access, this.sockets, persistent).consumer({ groupId: group, ...consumerSettings });
    this.watch = new StallWatch(stalledAfterMs, brokersAnswer);
    this.watching = setInterval(() => void this.endWhenStalled().catch(this.failed), stalledAfterMs / 6).unref();
  }

  async start(topics: readonly string[]): Promise<void> {
    const { consumer } = this;
    consumer.on(consumer.events.GROUP_JOIN, (event) => void this.takePartitions(event).catch(this.failed));
    consumer.on(consumer.events.FETCH, () => this.watch.fetched());
    consumer.on(consumer.events.CRASH, ({ payload: { error } }) => this.failed(error));
    try {
      await consumer.connect();
      await consumer.subscribe({ topics: [...topics], fromBeginning: true });
      await consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        partitionsConsumedConcurrently: atOnce,
        eachBatch: (batch) => this.handleBatch(batch),
      });
    } catch (error) {
      await this.end(errorOf(error));
    }
  }

  /** Ends the consumer for errors in listeners and timers, which no caller awaits. */
  readonly failed = (reason: unknown): void => {
    const error = reason instanceof Error ? reason : new Error('the consumer failed', { cause: reason });
    this.end(error).catch(() => this.settle.reject(error));
  };

  progress(): readonly PartitionProgress[] {
    return [...this.assignment.values()];
  }

  stop(): Promise<void> {
    return this.end('asked');
  }

  // kafkajs calls this before it fetches. The partitions are paused at once, so that nothing is fetched until the
  // handler has returned the offsets.
  private async takePartitions({ payload }: ConsumerGroupJoinEvent): Promise<void> {
    const assignment: Assignment = (this.assignment = new Map());
    const topics = Object.entries(payload.memberAssignment).map(([topic, partitions]) => ({ topic, partitions }));
    const places = topics.flatMap(({ topic, partitions }) => partitions.map((partition) => ({ topic, partition })));
    try {
      this.consumer.pause(topics);
      const offsets = await this.handler.assigned(places);
      if (this.assignment !== assignment || this.reason) return;
      for (const place of places) {
        // if offset 0 was deleted, fromBeginning takes effect
        const nextOffset = offsets.find((known) => partitionName(known) === partitionName(place))?.offset ?? '0';
        assignment.set(partitionName(place), { ...place, nextOffset, endOffset: nextOffset });
        this.consumer.seek({ ...place, offset: nextOffset });
      }
      this.consumer.resume(topics);
    } catch (cause) {
      await this.end(handlerFailed(cause));
    }
  }

  private async handleBatch({ batch, ...kafka }: EachBatchPayload): Promise<void> {
    const { assignment } = this;
    const progress = assignment.get(partitionName(batch));
    for (let from = 0; from < batch.messages.length; from += chunkSize) {
      if (!progress || this.assignment !== assignment || this.reason || kafka.isStale() || !kafka.isRunning()) return;
      const messages = batch.messages.slice(from, from + chunkSize);
      await this.handleChunk(messages.map((message) => incomingRecord(batch, message)));
      if (this.assignment !== assignment) return;
      const last = messages.at(-1)?.offset ?? batch.lastOffset();
      progress.nextOffset = String(BigInt(last) + 1n);
      progress.endOffset = batch.highWatermark;
      kafka.resolveOffset(last);
      this.commitSoon(assignment);
      await kafka.heartbeat();
    }
  }

  /** Commits all partitions together, now and then, because these offsets are only used by tools that show lag. */
  private commitSoon(assignment: Assignment): void {
    this.committing ??= setTimeout(() => {
      this.committing = undefined;
      if (this.assignment === assignment && !this.reason) this.commit().catch(() => undefined);
    }, commitEveryMs).unref();
  }

  private async commit(): Promise<void> {
    const offsets = this.progress().map(({ topic, partition, nextOffset }) => ({
      topic,
      partition,
      offset: nextOffset,
    }));
    if (offsets.length > 0) await this.consumer.commitOffsets(offsets).catch(() => {});
  }

  private async handleChunk(chunk: readonly IncomingRecord[]): Promise<void> {
    try {
      await this.watch.during(this.handler.handle(chunk));
    } catch (cause) {
      const failure = handlerFailed(cause);
      this.failed(failure);
      throw Object.assign(failure, { retriable: false }); // otherwise kafkajs would call again
    }
  }

  private async endWhenStalled(): Promise<void> {
    if (await this.watch.isStalled())
      await this.end(new Error('the consumer fetched nothing for a minute although the brokers answer'));
  }

  // The first reason counts, because ending a consumer causes further errors.
  private async end(reason: Error | 'asked'): Promise<void> {
    if (this.reason) return;
    this.reason = reason;
    clearInterval(this.watching);
    clearTimeout(this.committing);
    const left = reason === 'asked' ? this.commit().then(() => this.consumer.disconnect()) : this.consumer.disconnect();
    await within(stopLimitMs, left, stoppedLate).catch(() => {});
    this.sockets.cut();
    if (reason === 'asked') this.settle.resolve();
    else this.settle.reject(reason);
  }
}

type Assignment = Map<string, { -readonly [K in keyof PartitionProgress]: PartitionProgress[K] }>;

const stalledAfterMs = 60_000;
const commitEveryMs = 1_000;
/** Number of partitions whose chunks are handled concurrently. A handler may combine their work. */
const atOnce = 16;
const stopLimitMs = 5_000;

const consumerSettings = {
  // A member that crashed keeps its partitions for this long. A member that was only slow loses them without harm: see
  // RecordHandler.
  sessionTimeout: 10_000,
  rebalanceTimeout: 30_000,
  heartbeatInterval: 1_000,
  maxWaitTimeInMs: 500,
  minBytes: 1,
  maxBytesPerPartition: 1024 * 1024,
  metadataMaxAge: 60_000,
  allowAutoTopicCreation: false,
  // Consumers restarted by kafkajs itself sometimes joined the group and read nothing.
  retry: { ...persistent.retry, restartOnFailure: async () => false },
};

function handlerFailed(cause: unknown): HandlerFailed {
  return new HandlerFailed('the handler failed', { cause });
}

function stoppedLate(): Error {
  return new Error('the consumer did not stop in time');
}
