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
import { showStanding, tellStopped } from '../standing/show-standing.ts';
import type { SharedReading } from '../apply/shared-reading.ts';

/** Milliseconds. */
const pauses = {
  /** Between two looks at the log while events come, and the longest while none do. */
  look: { first: 20, longest: 500 },
  /** After a batch at the log's end: a busy log then costs a transaction per pause, not one per append. */
  gather: 10,
  gatherBusy: 25,
  /** Before a failed batch is tried again. */
  retry: { first: 100, longest: 10_000 },
};

/** From so many events in a batch on, larger and fewer transactions serve everybody better. */
const busyBatch = 40;

/** Keeps one projection up with the log until it is told to stop. */
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

  /** There may be new events. */
  nudge(): void {
    this.alarm.ring();
  }

  /** Finishes the batch under way. */
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
    this.stand(reached);
    if (this.beyond.end !== 0 && reached.position >= this.beyond.end) return this.look();
    if (!batch.isFull) await pause(batch.read < busyBatch ? pauses.gather : pauses.gatherBusy, this.ending.signal);
  }

  /** Not while an operator has to look, and never into tables of another definition: those wait to be replaced. */
  private canGoOn(at: Checkpoint | null): at is Checkpoint {
    return at?.status === 'active' && at.definition === this.definition;
  }

  /** Asks the database where this projection stands: at the start, and whenever somebody else may have moved it. */
  private async look(): Promise<void> {
    const found = await servingCheckpoint(this.pool, this.name);
    if (found === null) throw new Error(`the read model ${this.name} has no tables`);
    if (found.status === 'stopped' && this.checkpoint?.status !== 'stopped') tellStopped(this.logger, this.name, found);
    if (found.status === 'active') {
      this.beyond = await this.fromKafka(found, this.name);
      const skips = await readSkips(this.pool, this.name, found.definition);
      this.skips = new Set([...skips, ...this.beyond.positions]);
    }
    this.stand(found);
  }

  private stand(at: Checkpoint): void {
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
      // The database is away: whatever this was is met again.
    }
    metrics.retries.inc({ projection: this.name });
    const level = isTransient(error) ? 'warn' : 'error';
    this.logger[level]({ projection: this.name, error: describeFailure(error) }, 'projection tries again');
    await this.alarm.wait(this.retryPause.next(), this.ending.signal);
  }
}
