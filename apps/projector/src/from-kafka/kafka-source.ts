import type { Pool } from 'pg';
import { eventTopicsOf } from '#contracts/events/topics';
import { partitionName } from '#contracts/topic-partition';
import type { EventLog } from '#event-store/event-log';
import type { Consumption, EventTransport, RecordHandler, Tail } from '#messaging/event-transport';
import { partitionsDiffer } from '#messaging/topic-differences';
import { TopicMismatch } from '#messaging/transport-errors';
import type { IncomingRecord, PartitionOffset, TopicPartition } from '#messaging/record';
import { Alarm } from '#platform/alarm';
import type { Logger } from '#platform/logger';
import { GrowingPause, retry } from '#platform/retry';
import { Rounds } from '#platform/rounds';
import { type Checkpoint, servingCheckpoint } from '#read-models/checkpoints';
import { readPartitions } from '#read-models/partitions';
import type { Projection } from '#read-models/projection';
import { describeFailure, isTransient } from '../apply/failure.ts';
import type { Log } from '../apply/shared-reading.ts';
import { CheckpointFollower } from './checkpoint-follower.ts';
import { FedProjection } from './fed-projection.ts';
import { readRecords } from './kafka-record.ts';
import { LogOfRecords } from './log-of-records.ts';
import { sourceMetrics } from './metrics.ts';
import { OtherTopics } from './other-topics.ts';
import { endsBefore, tailsOfOwnLog } from './own-tails.ts';
import { ProgressWatch, type ReadingProgress } from './progress-watch.ts';
import { startOffsets } from './start-offsets.ts';
import { StoppedPartitions } from './stopped-partitions.ts';
import { takeTogether } from './take-together.ts';

/** Kafka as the relay publishes to it. */
export interface KafkaSettings {
  readonly transport: EventTransport;
  /** The topics' prefix. The consumer group of all projectors is named after it. */
  readonly prefix: string;
  /** Number of partitions of each topic. The relay refuses to publish if it differs. */
  readonly partitions: number;
  /** Milliseconds after which published events that did not arrive are read from the log. Default 5 s. */
  readonly patience?: number;
}

/** Progress of one member in reading from Kafka. */
export interface ReadingFromKafka extends ReadingProgress {
  /** Partitions, as `topic/partition`, that stopped before an unreadable record. */
  readonly stopped: readonly string[];
}

interface Parts extends KafkaSettings {
  readonly pool: Pool;
  readonly log: Log & Pick<EventLog, 'identity' | 'readAt'>;
  readonly logger: Logger;
  readonly projections: readonly Projection[];
  readonly moved: (name: string, at: Checkpoint) => void;
}

/** Milliseconds. */
const pauses = {
  /**
   * Between two looks at the checkpoints: first after records arrived, and longest. The relay stores its position just
   * after it published.
   */
  look: { first: 20, longest: 500 },
  retry: { first: 100, longest: 5_000 },
  patience: 5_000,
};

/**
 * Feeds projections from Kafka, as one member of the consumer group of all projectors. Records of several partitions
 * are applied in transactions that also move the projections' positions in those partitions. The checkpoints, which
 * other processes read, follow from those positions.
 */
export class KafkaSource implements RecordHandler {
  private readonly fed: readonly FedProjection[];
  private readonly follower: CheckpointFollower;
  private readonly others: OtherTopics;
  private readonly topics: readonly string[];
  private readonly watch = new ProgressWatch();
  private readonly alarm = new Alarm();
  private readonly ending = new AbortController();
  private readonly stopped: StoppedPartitions;
  private readonly logOfRecords: LogOfRecords;
  /** A chunk of one partition usually holds few events, so chunks of all partitions that arrive together are joined. */
  private readonly rounds = new Rounds<readonly IncomingRecord[]>((chunks) => this.take(chunks));
  private seen = new Map<string, number>();
  private consumption: Consumption | undefined;
  private following: Promise<void> | undefined;
  private readonly lookPause = new GrowingPause(pauses.look);
  private latest: ReadingProgress = { lag: 0, stalled: false };

  constructor(private readonly parts: Parts) {
    this.stopped = new StoppedPartitions(parts.logger);
    this.logOfRecords = new LogOfRecords(parts.log);
    this.topics = eventTopicsOf(parts.prefix);
    this.others = new OtherTopics({ ...parts, topics: this.topics });
    this.fed = parts.projections.map((projection) => new FedProjection(projection, { ...parts, others: this.others }));
    this.follower = new CheckpointFollower({
      ...parts,
      fed: this.fed,
      others: this.others,
      patience: parts.patience ?? pauses.patience,
      reading: () => (this.consumption?.progress() ?? []).filter((at) => !this.stopped.has(at)),
    });
  }

  /** Rejects if reading ended by itself. The process must then end and be restarted. */
  start(): Promise<void> {
    const { prefix, transport } = this.parts;
    this.consumption = transport.consume(`${prefix}.projector`, this.topics, this);
    this.following = this.follow();
    return Promise.all([this.consumption.finished, this.following]).then(
      () => undefined,
      (error: unknown) => {
        if (!this.ending.signal.aborted) throw error;
      },
    );
  }

  get progress(): ReadingFromKafka {
    return { ...this.latest, stopped: this.stopped.names() };
  }

  async stop(): Promise<void> {
    this.ending.abort();
    await this.consumption?.stop();
    await this.following?.catch(() => undefined); // the caller of `start` handles it
  }

  async assigned(places: readonly TopicPartition[]): Promise<readonly PartitionOffset[]> {
    const { pool, projections } = this.parts;
    await this.refuseOtherPartitions(new Set(places.map(({ topic }) => topic)));
    if ((await this.insist(() => this.others.catchUp().then(() => true))) === undefined) return [];
    const standings = await this.insist(async () => {
      await this.logOfRecords.refresh();
      return Promise.all(
        projections.map(async ({ name }) => ({
          position: (await servingCheckpoint(pool, name))?.position ?? 0,
          partitions: await readPartitions(pool, name),
        })),
      );
    });
    const tails = await this.insist(() => tailsOfOwnLog(this.parts.transport, this.parts.log, places));
    if (standings === undefined || tails === undefined) return [];
    const starts = startOffsets(places, standings).map((start) => this.fromBeginningIfReset(start, tails));
    this.seen = new Map(starts.map((start) => [partitionName(start), start.seen]));
    this.stopped.clear();
    for (const one of this.fed) one.keepOnly(new Set(this.seen.keys()));
    return starts;
  }

  /**
   * The number of partitions determines in which one an event is looked for, so a wrong number would lose events or
   * apply them twice. If the brokers do not answer, the next assignment checks again.
   * @throws TopicMismatch
   */
  private async refuseOtherPartitions(topics: ReadonlySet<string>): Promise<void> {
    const { transport, partitions } = this.parts;
    for (const topic of topics) {
      const extents = await transport.extentOf(topic).catch(() => undefined);
      if (extents && extents.length !== partitions)
        throw new TopicMismatch(partitionsDiffer(topic, { found: extents.length, configured: partitions }));
    }
  }

  private fromBeginningIfReset<Start extends PartitionOffset>(start: Start, tails: readonly Tail[]): Start {
    if (!endsBefore(start, tails)) return start;
    const { topic, partition, offset } = start;
    this.parts.logger.error(
      { topic, partition, offset },
      'partition was recreated or truncated: it ends before the last offset read; reading it from the beginning, and missing events from the log',
    );
    return { ...start, offset: '0' };
  }

  async handle(chunk: readonly IncomingRecord[]): Promise<void> {
    const [first] = chunk;
    if (first && !this.stopped.has(first)) await this.rounds.join(chunk);
  }

  private async take(chunks: readonly (readonly IncomingRecord[])[]): Promise<void> {
    const read = await this.insist(() => Promise.all(chunks.map((chunk) => this.read(chunk))));
    if (read === undefined) throw new Stopped();
    const stretches = read.filter(({ records }) => records.length > 0);
    // The first record of its partition: earlier events may have been published to other topics.
    if (stretches.some(({ records }) => records.some(({ prev }) => prev === null)))
      if ((await this.insist(() => this.others.catchUp().then(() => true))) === undefined) throw new Stopped();
    const taken = await this.insist(() => takeTogether(this.parts.pool, this.fed, stretches).then(() => true));
    if (taken === undefined) throw new Stopped();
    this.lookPause.reset();
    this.alarm.ring();
    for (const { place, unreadable } of read) if (unreadable) this.stopped.add(place, unreadable);
  }

  private async read(chunk: readonly IncomingRecord[]) {
    const { topic = '', partition = 0 } = chunk[0] ?? {};
    const place = { topic, partition, partitions: this.parts.partitions };
    const voided = await this.logOfRecords.voidIn(chunk);
    const seen = this.seen.get(partitionName(place)) ?? 0;
    return { place, ...(await readRecords(this.parts.log, chunk, { seen, voided })) };
  }

  private async follow(): Promise<void> {
    while (!this.ending.signal.aborted) {
      const moved = await this.insist(() => this.follower.look());
      this.watchReading();
      if (moved === true) this.lookPause.reset();
      await this.alarm.wait(this.lookPause.next(), this.ending.signal);
    }
  }

  private watchReading(): void {
    const before = this.latest;
    this.latest = this.watch.look(this.consumption?.progress() ?? [], Date.now());
    sourceMetrics.lag.set(this.latest.lag);
    sourceMetrics.stalled.set(this.latest.stalled ? 1 : 0);
    if (this.latest.stalled && !before.stalled)
      this.parts.logger.error(this.latest, 'no record was read from Kafka for a minute, though there are some');
  }

  /** Retries transient errors until it succeeds. Returns undefined on shutdown. Throws other errors. */
  private insist<T>(work: () => Promise<T>): Promise<T | undefined> {
    return retry(work, {
      ...pauses.retry,
      signal: this.ending.signal,
      failed: (error) => {
        if (!isTransient(error)) throw error;
        this.parts.logger.warn({ error: describeFailure(error) }, 'reading from Kafka failed, retrying');
      },
    });
  }
}

/** The process ends in the middle of a chunk: the chunk is not done, and is delivered again. */
class Stopped extends Error {
  override readonly name = 'Stopped';
}
