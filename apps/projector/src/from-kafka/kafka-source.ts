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

/** Where the relay publishes to, and how to read there. */
export interface KafkaSettings {
  readonly transport: EventTransport;
  /** The topics' prefix; the group of all projectors is named after it. */
  readonly prefix: string;
  /** Of each topic; the relay refuses to publish where it differs. */
  readonly partitions: number;
  /** Milliseconds after which what was published, and did not come, is taken from the log; 5 s unless given. */
  readonly patience?: number;
}

/** How reading from Kafka goes for one member. */
export interface ReadingFromKafka extends ReadingProgress {
  /** Partitions, as `topic/partition`, that stand still before a record that is no event. */
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
   * Between two looks at where all stand: after records came, and the longest. The relay notes its place just after it
   * published.
   */
  look: { first: 20, longest: 500 },
  retry: { first: 100, longest: 5_000 },
  patience: 5_000,
};

/**
 * Feeds projections from Kafka, as one member of the group of all projectors. What came of some partitions is applied
 * to the projections in transactions that also move their places in those partitions; the checkpoints that everybody
 * else reads follow from those places.
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
  /** A chunk of one partition holds few events mostly: what comes of all partitions at once shares a transaction. */
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

  /** Rejects when reading ended by itself: the process is to end then, and to be started again. */
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
    await this.following?.catch(() => undefined); // whoever awaits the start hears of it
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
    const starts = startOffsets(places, standings).map((start) => this.fromBeginningWhereAnew(start, tails));
    this.seen = new Map(starts.map((start) => [partitionName(start), start.seen]));
    this.stopped.clear();
    for (const one of this.fed) one.keepOnly(new Set(this.seen.keys()));
    return starts;
  }

  /**
   * Where events would be looked for in the log follows from the number of partitions: a wrong one would lose some, or
   * apply some twice. Brokers that do not answer are asked at the next assignment.
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

  private fromBeginningWhereAnew<Start extends PartitionOffset>(start: Start, tails: readonly Tail[]): Start {
    if (!endsBefore(start, tails)) return start;
    const { topic, partition, offset } = start;
    this.parts.logger.error(
      { topic, partition, offset },
      'partition made anew or cut short: it ends before the place that was read; it is read from its beginning, what is missing comes from the log',
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
    // The first of its partition: what was published before it may have gone elsewhere.
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
      this.parts.logger.error(this.latest, 'nothing was read from Kafka for a minute');
  }

  /** Tries until it works; undefined when it is time to end. What no repetition can mend is thrown. */
  private insist<T>(work: () => Promise<T>): Promise<T | undefined> {
    return retry(work, {
      ...pauses.retry,
      signal: this.ending.signal,
      failed: (error) => {
        if (!isTransient(error)) throw error;
        this.parts.logger.warn({ error: describeFailure(error) }, 'projector tries again');
      },
    });
  }
}

/** The process ends in the middle of a chunk: it is not done, and comes again. */
class Stopped extends Error {
  override readonly name = 'Stopped';
}
