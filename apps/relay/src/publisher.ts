import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { StoredEvent } from '#event-store/event';
import type { EventLog } from '#event-store/event-log';
import { refuseCheckpointBeyondLog } from '#event-store/checkpoint-guard';
import type { EventTransport } from '#messaging/event-transport';
import { TooLarge } from '#messaging/transport-errors';
import type { Logger } from '#platform/logger';
import { type Batch, batchOf } from './batch';
import { type Checkpoint, LeadershipLost, moveCheckpoint, takeCheckpoint } from './checkpoint';
import { relayMetrics } from './relay-metrics';
import { type TopicSettings, topicSpecs } from './topics';

export interface PublisherParts {
  readonly pool: Pool;
  readonly log: EventLog;
  readonly transport: EventTransport;
  /** Another one, since a transport has one send in flight. */
  readonly countsTransport: EventTransport;
  readonly topics: TopicSettings;
  readonly logger: Logger;
}

const batchEvents = 500;
const firstPauseMs = 200;
const longestPauseMs = 5000;

/**
 * Publishes the log in order from the checkpoint on, for as long as it leads: one send in flight, the checkpoint moved only when every partition has
 * acknowledged, the same batch again after any doubt. So every event arrives at least once, and `prev` lets a consumer prove it.
 */
export class Publisher {
  private parked = new Map<number, string>();

  constructor(
    private readonly parts: PublisherParts,
    private readonly epoch: number,
  ) {}

  /**
   * Runs until the signal ends it.
   * @throws LeadershipLost when another relay leads; TopicMismatch; StartupError when the log lost its tail
   */
  async run(signal: AbortSignal): Promise<void> {
    const { pool, log, transport, topics } = this.parts;
    await this.persist(() => transport.ensureTopics(topicSpecs(topics)), signal);
    let checkpoint = await takeCheckpoint(pool, 'events', this.epoch);
    refuseCheckpointBeyondLog('The relay', checkpoint.position, await log.reach());
    for await (const events of log.follow(checkpoint.position, { limit: batchEvents, signal })) {
      checkpoint = await this.publishAll(events, checkpoint, signal);
    }
  }

  private async publishAll(
    events: readonly StoredEvent[],
    checkpoint: Checkpoint,
    signal: AbortSignal,
  ): Promise<Checkpoint> {
    while (!signal.aborted) {
      const batch = batchOf(events, checkpoint, this.parts.topics, this.parked);
      if (!(await this.publish(batch, events, signal))) continue;
      const { position: from } = checkpoint;
      await moveCheckpoint(this.parts.pool, { line: 'events', epoch: this.epoch, from, to: batch.after });
      relayMetrics.position.set(batch.after.position);
      return batch.after;
    }
    return checkpoint;
  }

  /** False: the batch must be made anew, because an event in it was parked meanwhile, or the time is over. */
  private async publish({ records }: Batch, events: readonly StoredEvent[], signal: AbortSignal): Promise<boolean> {
    try {
      const stopTimer = relayMetrics.sendSeconds.startTimer();
      const sent = await this.persist(() => this.parts.transport.publish(records), signal);
      stopTimer();
      relayMetrics.batchSize.observe(records.length);
      return sent;
    } catch (error) {
      if (!(error instanceof TooLarge)) throw error;
      const refused = events[records.indexOf(error.record)];
      if (!refused) throw error;
      await this.untilParked(refused, signal);
      return false;
    }
  }

  /** The line stands still until an operator parks the event: nothing is skipped by itself. */
  private async untilParked({ position, type, eventId }: StoredEvent, signal: AbortSignal): Promise<void> {
    relayMetrics.stoppedAt.set(position);
    this.parts.logger.error(
      { position, type, eventId },
      'no broker takes this event: park it with `npm run relay:park -- <position>`',
    );
    while (!signal.aborted) {
      const { rows } = await this.parts.pool.query<{ reason: string }>(
        'select reason from relay_parked where position = $1',
        [position],
      );
      if (rows[0]) {
        this.parked = new Map(this.parked).set(position, rows[0].reason);
        relayMetrics.stoppedAt.set(0);
        return;
      }
      await pause(1000, signal);
    }
  }

  /** Tries until it works; false when the signal came first. What no repetition can mend is thrown. */
  private async persist(attempt: () => Promise<void>, signal: AbortSignal): Promise<boolean> {
    for (let wait = firstPauseMs; !signal.aborted; wait = Math.min(wait * 2, longestPauseMs)) {
      try {
        await attempt();
        return true;
      } catch (error) {
        if (isFinal(error)) throw error;
        relayMetrics.doubts.inc();
        this.parts.logger.warn(
          { error: error instanceof Error ? error.message : 'unknown' },
          'Kafka did not take a batch for certain; sending it again',
        );
        await pause(wait, signal);
      }
    }
    return false;
  }
}

const finalErrors = new Set(['TopicMismatch', 'TooLarge', 'ConcurrentPublish', 'TypeError', 'RangeError']);
const isFinal = (error: unknown): boolean =>
  error instanceof LeadershipLost || (error instanceof Error && finalErrors.has(error.name));

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  delay(ms, undefined, { signal }).catch(() => undefined);
