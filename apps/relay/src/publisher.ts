import { refuseCheckpointBeyondLog } from '#event-store/restoring/reach';
import type { StoredEvent } from '#event-store/event';
import type { EventTransport } from '#messaging/event-transport';
import type { OutgoingRecord } from '#messaging/record';
import { TooLarge } from '#messaging/transport-errors';
import { type RecordBatch, batchOf, type Publishing } from './batch.ts';
import { behindEpochs } from './behind-epochs.ts';
import { type RelayCheckpoint, moveCheckpoint, takeCheckpoint } from './checkpoint.ts';
import { type Parked, readParked } from './parked.ts';
import { destinationOf } from './topics.ts';
import { operatorCommand } from '#platform/operator-command';
import { pause } from '#platform/pause';
import { untilKafkaDid } from './until-kafka-did.ts';
import { readAhead } from './read-ahead.ts';
import { relayMetrics } from './relay-metrics.ts';
import type { RelayParts } from './relay-parts.ts';
import type { TailWatch } from './tail-watch.ts';

// Usually a kilobyte each. The longest possible comments make 50 MB of it, and three batches are held at a time.
const batchEvents = 1000;
/** Waits for more events, because one request, and its cost to each consumer, outweighs a short delay. */
const gatherMs = 20;
const lookForParkedMs = 1000;
const thirtySeconds = 30_000;

/** Events and their records, if none of them is parked. */
interface Planned {
  readonly events: readonly StoredEvent[];
  readonly identity: Publishing['identity'];
  readonly batch: RecordBatch;
}

const nothingParked: Parked = new Map();

/**
 * Publishes the log in order from the checkpoint on, while this relay leads. One send is in flight at a time; the
 * checkpoint moves only when every partition has acknowledged; an uncertain batch is sent again. So every event arrives
 * at least once, and consumers can prove it with `prev`.
 */
export class Publisher {
  /** The position of the event that brokers reject; 0 while publishing works. */
  stoppedAt = 0;

  constructor(
    private readonly parts: RelayParts,
    private readonly transport: EventTransport,
    private readonly tails: TailWatch,
    private readonly epoch: number,
  ) {}

  /**
   * Takes over the checkpoint and compares the topics with the log, before anything is published.
   * @throws LeadershipLost; StartupError if the log lost its end, or if Kafka's topics differ from it
   */
  async begin(signal: AbortSignal): Promise<boolean> {
    const { pool, log, logger } = this.parts;
    const checkpoint = await takeCheckpoint(pool, 'events', this.epoch);
    refuseCheckpointBeyondLog('The relay', checkpoint.position, await log.reach());
    return untilKafkaDid(() => this.tails.begin(checkpoint), signal, logger);
  }

  /**
   * Runs until the signal aborts.
   * @throws LeadershipLost if another relay leads; StartupError if Kafka's topics differ from the log; errors of the
   * database
   */
  async run(signal: AbortSignal): Promise<void> {
    const { pool, log } = this.parts;
    let checkpoint = await takeCheckpoint(pool, 'events', this.epoch);
    checkpoint = await this.beginEpochs(checkpoint, signal);
    const isFull = (events: readonly StoredEvent[]): boolean => events.length === batchEvents;
    const follow = readAhead(log.follow(checkpoint.position, { limit: batchEvents, gather: gatherMs, signal }), isFull);
    try {
      for await (const planned of readAhead(this.plan(follow, checkpoint), ({ events }) => isFull(events))) {
        checkpoint = await this.publishAll(planned, checkpoint, signal);
      }
    } finally {
      this.stopAt(0); // another relay may lead from now on
    }
  }

  /** Publishes the markers of epochs that begin at the checkpoint: the next event may come much later. */
  private async beginEpochs(checkpoint: RelayCheckpoint, signal: AbortSignal): Promise<RelayCheckpoint> {
    const { log, topics, pool } = this.parts;
    const identity = await log.identity();
    const from = await behindEpochs(log, checkpoint, identity, topics);
    if (from !== checkpoint)
      await moveCheckpoint(pool, { line: 'events', epoch: this.epoch, from: checkpoint.position, to: from });
    const batch = batchOf([], from, { topics, identity, parked: nothingParked });
    return batch.records.length > 0 ? this.publishAll({ events: [], identity, batch }, from, signal) : from;
  }

  /** Builds the next batch while a full one is in flight: its chain continues where that one will end. */
  private async *plan(
    follow: AsyncGenerator<StoredEvent[], void>,
    from: RelayCheckpoint,
  ): AsyncGenerator<Planned, void> {
    let before = from;
    for await (const events of follow) {
      const { log, topics } = this.parts;
      const identity = await log.identity(); // after the events: epochs begin between appends
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
      if (this.stoppedAt > 0) this.resume();
      const to = { ...batch.after, ends: this.tails.known };
      await moveCheckpoint(pool, { line: 'events', epoch: this.epoch, from, to });
      relayMetrics.position.set(batch.after.position);
      return batch.after;
    }
    return checkpoint;
  }

  /** Returns false if the batch must be rebuilt because an event in it was parked, or if the signal aborted. */
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
      await this.waitToResend(refused, signal);
      return false;
    }
  }

  private async send(records: RecordBatch['records'], { previous }: RelayCheckpoint): Promise<void> {
    const stopTimer = relayMetrics.sendSeconds.startTimer();
    await this.tails.publish(records, previous);
    stopTimer();
  }

  /**
   * Waits until an operator parks the event, or until it is time to send it again: the limit of the brokers may be
   * higher then. No event is skipped automatically.
   */
  private async waitToResend({ position, type, eventId }: StoredEvent, signal: AbortSignal): Promise<void> {
    const { pool, logger, topics, resendRefusedMs = thirtySeconds } = this.parts;
    if (this.stoppedAt !== position) {
      const { topic } = destinationOf({ type, partitionKey: '' }, topics);
      logger.error(
        { position, type, eventId, topic },
        'brokers reject this event as too large: raise max.message.bytes of its topic, then it is published by itself, ' +
          `or park it with \`${operatorCommand('park <position> --reason "…"')}\``,
      );
    }
    this.stopAt(position);
    const until = performance.now() + resendRefusedMs;
    while (!signal.aborted && performance.now() < until) {
      if ((await readParked(pool, position - 1, position)).has(position)) return;
      await pause(Math.min(lookForParkedMs, resendRefusedMs), signal);
    }
  }

  private resume(): void {
    this.parts.logger.info({ position: this.stoppedAt }, 'the event that brokers rejected is published');
    this.stopAt(0);
  }

  private stopAt(position: number): void {
    this.stoppedAt = position;
    relayMetrics.stoppedAt.set(position);
  }
}

const isIn =
  ({ headers }: OutgoingRecord) =>
  ({ eventId }: StoredEvent): boolean =>
    eventId === headers['ce_id'];
