import { Consumer, ConsumerGroupJoinEvent, EachBatchPayload } from 'kafkajs';
import { chunkSize, Consumption, PartitionProgress, RecordHandler } from '../event-transport';
import { IncomingRecord, TopicPartition } from '../record';
import { BrokersLost, ConsumerStalled } from '../transport-errors';
import { within } from '../within';
import { BrokerAccess, kafkaClient } from './client';
import { CuttableSockets } from './cuttable-sockets';
import { incomingRecord } from './incoming-record';
import { StallWatch } from './stall-watch';

const stalledAfterMs = 60_000;
const stopLimitMs = 5_000;

/** A kafkajs consumer whose offsets are its handler's. */
export class KafkajsConsumption implements Consumption {
  readonly finished: Promise<void>;
  private readonly sockets = new CuttableSockets();
  private readonly consumer: Consumer;
  private readonly watch: StallWatch;
  private readonly watching: NodeJS.Timeout;
  // A new one at every rebalance: whoever still holds the old one reads partitions that may be another member's by now.
  private assignment: Assignment = new Map();
  private ending: Error | 'asked' | undefined;
  private settle: { resolve: () => void; reject: (error: Error) => void };

  constructor(
    access: BrokerAccess,
    group: string,
    private readonly handler: RecordHandler,
    brokersAnswer: () => Promise<boolean>,
  ) {
    this.settle = { resolve: () => {}, reject: () => {} };
    this.finished = new Promise((resolve, reject) => (this.settle = { resolve, reject }));
    this.finished.catch(() => {}); // whoever awaits it hears of the error; until then it is not unhandled
    this.consumer = kafkaClient(access, this.sockets).consumer({ groupId: group, ...consumerSettings });
    this.watch = new StallWatch(stalledAfterMs, brokersAnswer);
    this.watching = setInterval(() => void this.endWhenStalled(), stalledAfterMs / 6).unref();
  }

  /** Joins the group. Throws `BrokersLost` where it cannot, as when a topic is missing. */
  async start(topics: readonly string[]): Promise<void> {
    const { consumer } = this;
    consumer.on(consumer.events.GROUP_JOIN, (event) => void this.takePartitions(event));
    consumer.on(consumer.events.FETCH, () => this.watch.sign());
    consumer.on(consumer.events.CRASH, ({ payload: { error } }) => void this.end(brokersLost(error)));
    try {
      await consumer.connect();
      await consumer.subscribe({ topics: [...topics], fromBeginning: true });
      await consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        partitionsConsumedConcurrently: 3,
        eachBatch: (batch) => this.handleBatch(batch),
      });
    } catch (error) {
      await this.end(brokersLost(error));
      await this.finished;
    }
  }

  progress(): readonly PartitionProgress[] {
    return [...this.assignment.values()];
  }

  async stop(): Promise<void> {
    await this.end('asked');
    await this.finished.catch(() => {});
  }

  // kafkajs calls this before it fetches. Pausing at once keeps it from reading on at the offsets that Kafka knows.
  private async takePartitions({ payload }: ConsumerGroupJoinEvent): Promise<void> {
    const assignment: Assignment = (this.assignment = new Map());
    const topics = Object.entries(payload.memberAssignment).map(([topic, partitions]) => ({ topic, partitions }));
    const places = topics.flatMap(({ topic, partitions }) => partitions.map((partition) => ({ topic, partition })));
    try {
      this.consumer.pause(topics);
      const offsets = await this.handler.assigned(places);
      if (this.assignment !== assignment || this.ending) return;
      for (const place of places) {
        const nextOffset = offsets.find((known) => keyOf(known) === keyOf(place))?.offset ?? '0'; // where 0 is gone, fromBeginning helps
        assignment.set(keyOf(place), { ...place, nextOffset, endOffset: nextOffset });
        this.consumer.seek({ ...place, offset: nextOffset });
      }
      this.consumer.resume(topics);
    } catch (error) {
      await this.end(error as Error);
    }
  }

  private async handleBatch({ batch, ...kafka }: EachBatchPayload): Promise<void> {
    const { assignment } = this;
    const progress = assignment.get(keyOf(batch));
    for (let from = 0; from < batch.messages.length; from += chunkSize) {
      if (!progress || this.assignment !== assignment || this.ending || kafka.isStale() || !kafka.isRunning()) return;
      const messages = batch.messages.slice(from, from + chunkSize);
      await this.handleChunk(messages.map((message) => incomingRecord(batch, message)));
      if (this.assignment !== assignment) return;
      const last = messages.at(-1)?.offset ?? batch.lastOffset();
      progress.nextOffset = String(BigInt(last) + 1n);
      progress.endOffset = batch.highWatermark;
      kafka.resolveOffset(last);
      await kafka.commitOffsetsIfNecessary(committing(progress)).catch(() => {}); // only a hint for tools that show lag
      await kafka.heartbeat();
    }
  }

  private async handleChunk(chunk: readonly IncomingRecord[]): Promise<void> {
    try {
      await this.watch.during(this.handler.handle(chunk));
    } catch (error) {
      void this.end(error as Error);
      throw Object.assign(new Error('the handler refused a chunk', { cause: error }), { retriable: false }); // or kafkajs would call again
    }
  }

  private async endWhenStalled(): Promise<void> {
    if (await this.watch.isStalled()) await this.end(new ConsumerStalled('nothing was fetched for a minute'));
  }

  // The first reason counts: an ending consumer also reports what only follows from that.
  private async end(reason: Error | 'asked'): Promise<void> {
    if (this.ending) return;
    this.ending = reason;
    clearInterval(this.watching);
    await within(stopLimitMs, this.consumer.disconnect(), stoppedLate).catch(() => {});
    this.sockets.cut();
    if (reason === 'asked') this.settle.resolve();
    else this.settle.reject(reason);
  }
}

type Assignment = Map<string, { -readonly [K in keyof PartitionProgress]: PartitionProgress[K] }>;

const consumerSettings = {
  sessionTimeout: 30_000,
  rebalanceTimeout: 60_000,
  heartbeatInterval: 3_000,
  maxWaitTimeInMs: 500,
  minBytes: 1,
  maxBytesPerPartition: 1024 * 1024,
  metadataMaxAge: 60_000,
  allowAutoTopicCreation: false,
  // Some two minutes without brokers. Then the consumer ends, for good: kafkajs' own restarts have left consumers that read nothing.
  retry: { initialRetryTime: 200, maxRetryTime: 3_000, retries: 8, restartOnFailure: async () => false },
};

function keyOf({ topic, partition }: TopicPartition): string {
  return `${topic}/${partition}`;
}

function committing({ topic, partition, nextOffset }: PartitionProgress) {
  return { topics: [{ topic, partitions: [{ partition, offset: nextOffset }] }] };
}

function stoppedLate(): Error {
  return new Error('the consumer did not stop in time');
}

function brokersLost(error: unknown): BrokersLost {
  const message = error instanceof Error ? error.message : String(error);
  return new BrokersLost(`the consumer gave up: ${message}`, { cause: error });
}
