import { refuseCheckpointBeyondLog } from '#event-store/restoring/reach';
import type { StoredEvent } from '#event-store/event';
import type { EventTransport } from '#messaging/event-transport';
import type { OutgoingRecord } from '#messaging/record';
import { TooLarge } from '#messaging/transport-errors';
import { type RecordBatch, batchOf, type Publishing } from './batch.ts';
import { behindEpochs } from './behind-epochs.ts';
import { type RelayCheckpoint, moveCheckpoint, takeCheckpoint } from './checkpoint.ts';
import { type Parked, readParked } from './parked.ts';
import { pause } from '#platform/pause';
import { untilKafkaDid } from './until-kafka-did.ts';
import { readAhead } from './read-ahead.ts';
import { relayMetrics } from './relay-metrics.ts';
import type { RelayParts } from './relay-parts.ts';
import type { TailWatch } from './tail-watch.ts';

// A kilobyte each, mostly. The longest comments there can be make 50 MB of it; three batches are held at a time.
const batchEvents = 1000;
/**
 * A request to the brokers, and what each consumer pays for it, is worth more than one event where more of them are
 * about to come.
 */
const gatherMs = 20;
const lookForParkedMs = 1000;

/** Events and what they become, as long as none of them is parked. */
interface Planned {
  readonly events: readonly StoredEvent[];
  readonly identity: Publishing['identity'];
  readonly batch: RecordBatch;
}

const nothingParked: Parked = new Map();

/**
 * Publishes the log in order from the checkpoint on, for as long as it leads: one send in flight, the checkpoint moved
 * only when every partition has acknowledged, the same batch again after any doubt. So every event arrives at least
 * once, and `prev` lets a consumer prove it.
 */
export class Publisher {
  constructor(
    private readonly parts: RelayParts,
    private readonly transport: EventTransport,
    private readonly tails: TailWatch,
    private readonly epoch: number,
  ) {}

  /**
   * Takes the checkpoint over, and holds the topics against the log: nothing is to be published before.
   * @throws LeadershipLost; StartupError when the log lost its tail, or Kafka's topics are not what was published from
   * it
   */
  async begin(signal: AbortSignal): Promise<boolean> {
    const { pool, log, logger } = this.parts;
    const checkpoint = await takeCheckpoint(pool, 'events', this.epoch);
    refuseCheckpointBeyondLog('The relay', checkpoint.position, await log.reach());
    return untilKafkaDid(() => this.tails.begin(checkpoint), signal, logger);
  }

  /**
   * Runs until the signal ends it.
   * @throws LeadershipLost when another relay leads; StartupError when Kafka's topics are not what was published from
   * the log; whatever the database throws
   */
  async run(signal: AbortSignal): Promise<void> {
    const { pool, log } = this.parts;
    let checkpoint = await takeCheckpoint(pool, 'events', this.epoch);
    checkpoint = await this.beginEpochs(checkpoint, signal);
    const isFull = (events: readonly StoredEvent[]): boolean => events.length === batchEvents;
    const follow = readAhead(log.follow(checkpoint.position, { limit: batchEvents, gather: gatherMs, signal }), isFull);
    for await (const planned of readAhead(this.plan(follow, checkpoint), ({ events }) => isFull(events))) {
      checkpoint = await this.publishAll(planned, checkpoint, signal);
    }
  }

  /** Marks the epochs that began where publishing is to go on: they are told although nothing may happen for long. */
  private async beginEpochs(checkpoint: RelayCheckpoint, signal: AbortSignal): Promise<RelayCheckpoint> {
    const { log, topics, pool } = this.parts;
    const identity = await log.identity();
    const from = await behindEpochs(log, checkpoint, identity, topics);
    if (from !== checkpoint)
      await moveCheckpoint(pool, { line: 'events', epoch: this.epoch, from: checkpoint.position, to: from });
    const batch = batchOf([], from, { topics, identity, parked: nothingParked });
    return batch.records.length > 0 ? this.publishAll({ events: [], identity, batch }, from, signal) : from;
  }

  /** While a full batch is under way the next one is made: its chain goes on from where that one will end. */
  private async *plan(
    follow: AsyncGenerator<StoredEvent[], void>,
    from: RelayCheckpoint,
  ): AsyncGenerator<Planned, void> {
    let before = from;
    for await (const events of follow) {
      const { log, topics } = this.parts;
      const identity = await log.identity(); // after the events: an epoch begins in turn with the appends
      const batch = batchOf(events, before, { topics, identity, parked: nothingParked });
      this.transport.prepare(batch.records);
      yield { events, identity, batch };
      before = batch.after;
    }
  }

  private async publishAll(
    { events, identity, batch: planned }: Planned,
    checkpoint: RelayCheckpoint,
    signal: AbortSignal,
  ) {
    const { pool, topics } = this.parts;
    const from = checkpoint.position;
    while (!signal.aborted) {
      const parked = await readParked(pool, from, planned.after.position);
      const batch = parked.size === 0 ? planned : batchOf(events, checkpoint, { topics, identity, parked });
      if (!(await this.publish(batch, { events, checkpoint, signal }))) continue;
      const to = { ...batch.after, ends: this.tails.known };
      await moveCheckpoint(pool, { line: 'events', epoch: this.epoch, from, to });
      relayMetrics.position.set(batch.after.position);
      return batch.after;
    }
    return checkpoint;
  }

  /** False: the batch must be made anew, because an event in it was parked meanwhile, or the time is over. */
  private async publish(
    { records }: RecordBatch,
    { events, checkpoint, signal }: Pick<Planned, 'events'> & { checkpoint: RelayCheckpoint; signal: AbortSignal },
  ): Promise<boolean> {
    try {
      const sent = await untilKafkaDid(() => this.send(records, checkpoint), signal, this.parts.logger);
      if (sent) relayMetrics.batchSize.observe(records.length);
      return sent;
    } catch (error) {
      const refused = error instanceof TooLarge ? events.find(isIn(error.record)) : undefined;
      if (!refused) throw error;
      await this.untilParked(refused, signal);
      return false;
    }
  }

  private async send(records: RecordBatch['records'], { previous }: RelayCheckpoint): Promise<void> {
    const stopTimer = relayMetrics.sendSeconds.startTimer();
    await this.tails.publish(records, previous);
    stopTimer();
  }

  /** The line stands still until an operator parks the event: nothing is skipped by itself. */
  private async untilParked({ position, type, eventId }: StoredEvent, signal: AbortSignal): Promise<void> {
    relayMetrics.stoppedAt.set(position);
    this.parts.logger.error(
      { position, type, eventId },
      'no broker takes this event: park it with `npm run relay:park -- <position> --reason "…"`',
    );
    try {
      while (!signal.aborted && !(await readParked(this.parts.pool, position - 1, position)).has(position))
        await pause(lookForParkedMs, signal);
    } finally {
      relayMetrics.stoppedAt.set(0);
    }
  }
}

const isIn =
  ({ headers }: OutgoingRecord) =>
  ({ eventId }: StoredEvent): boolean =>
    eventId === headers['ce_id'];
