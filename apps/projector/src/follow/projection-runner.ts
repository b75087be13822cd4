import type { Pool } from 'pg';
import { Alarm } from '#platform/alarm';
import type { Logger } from '#platform/logger';
import { pause } from '#platform/pause';
import { GrowingPause } from '#platform/retry';
import { type Checkpoint, readSkips, servingCheckpoint, stopAt } from '#read-models/checkpoints';
import { definitionOf } from '#read-models/generations';
import type { Projection } from '#read-models/projection';
import { describeFailure, isTransient } from '../apply/failure.ts';
import { type AppliedFromKafka, nothingBeyond } from '../from-kafka/applied-from-kafka.ts';
import { CannotApply, applyBatch } from '../apply/isolate.ts';
import { projectionMetrics as metrics } from '../standing/metrics.ts';
import { showStanding, logStopped } from '../standing/show-standing.ts';
import type { SharedReading } from '../apply/shared-reading.ts';

/** Milliseconds. */
const pauses = {
  /** Between two reads of the log: first while events arrive, and longest while none do. */
  look: { first: 20, longest: 500 },
  /** After a batch at the end of the log. A busy log then costs one transaction per pause, not one per append. */
  gather: 10,
  gatherBusy: 25,
  /** Before a failed batch is tried again. */
  retry: { first: 100, longest: 10_000 },
};

/** Batches of at least this many events count as busy: larger and fewer transactions are cheaper for the database. */
const busyBatch = 40;

/** Keeps one projection up to date with the log until it is stopped. */
export class ProjectionRunner {
  private checkpoint: Checkpoint | null = null;
  private skips: ReadonlySet<number> = new Set();
  private readonly idlePause = new GrowingPause(pauses.look);
  private readonly retryPause = new GrowingPause(pauses.retry);
  private readonly ending = new AbortController();
  private readonly alarm = new Alarm();
  private running: Promise<void> | undefined;
  private readonly definition: string;
  private beyond: AppliedFromKafka = nothingBeyond;

  constructor(
    private readonly projection: Projection,
    private readonly pool: Pool,
    private readonly reading: SharedReading,
    private readonly logger: Logger,
    private readonly moved: (at: Checkpoint) => void,
    private readonly fromKafka: (at: Checkpoint, name: string) => Promise<AppliedFromKafka>,
  ) {
    this.definition = definitionOf(projection);
  }

  get name(): string {
    return this.projection.name;
  }

  start(): void {
    this.running ??= this.run();
  }

  /** Wakes the runner: there may be new events. */
  nudge(): void {
    this.alarm.ring();
  }

  /** Finishes the current batch first. */
  async stop(): Promise<void> {
    this.ending.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.ending.signal.aborted) {
      try {
        await this.step();
        this.retryPause.reset();
      } catch (error) {
        await this.failed(error);
      }
    }
  }

  private async step(): Promise<void> {
    if (!this.canGoOn(this.checkpoint)) await this.look();
    const from = this.checkpoint;
    if (!this.canGoOn(from)) return this.alarm.wait(pauses.look.longest, this.ending.signal);
    const batch = await this.reading.after(from.position);
    if (batch === null) return this.alarm.wait(this.idlePause.next(), this.ending.signal);
    const reached = await applyBatch(this.pool, this.projection, from, batch, this.skips);
    if (reached === null) return this.look();
    metrics.events.inc({ projection: this.name }, batch.events.length);
    this.idlePause.reset();
    this.record(reached);
    if (this.beyond.end !== 0 && reached.position >= this.beyond.end) return this.look();
    if (!batch.isFull) await pause(batch.read < busyBatch ? pauses.gather : pauses.gatherBusy, this.ending.signal);
  }

  /** False while stopped by a failure, and for tables of another definition, which a rebuild replaces. */
  private canGoOn(at: Checkpoint | null): at is Checkpoint {
    return at?.status === 'active' && at.definition === this.definition;
  }

  /** Reads the checkpoint from the database: at the start, and whenever another process may have moved it. */
  private async look(): Promise<void> {
    const found = await servingCheckpoint(this.pool, this.name);
    if (found === null) throw new Error(`read model ${this.name} has no tables`);
    if (found.status === 'stopped' && this.checkpoint?.status !== 'stopped') logStopped(this.logger, this.name, found);
    if (found.status === 'active') {
      this.beyond = await this.fromKafka(found, this.name);
      const skips = await readSkips(this.pool, this.name, found.definition);
      this.skips = new Set([...skips, ...this.beyond.positions]);
    }
    this.record(found);
  }

  private record(at: Checkpoint): void {
    this.checkpoint = at;
    showStanding(this.name, at);
    this.moved(at);
  }

  private async failed(error: unknown): Promise<void> {
    try {
      await this.look();
      if (error instanceof CannotApply && this.checkpoint?.status === 'active') {
        const failure = { position: error.position, error: describeFailure(error.reason) };
        await stopAt(this.pool, this.name, this.checkpoint, failure);
        return await this.look();
      }
    } catch {
      // Database unavailable: the next attempt meets the same failure again.
    }
    metrics.retries.inc({ projection: this.name });
    const level = isTransient(error) ? 'warn' : 'error';
    this.logger[level]({ projection: this.name, error: describeFailure(error) }, 'projection failed, retrying');
    await this.alarm.wait(this.retryPause.next(), this.ending.signal);
  }
}
