import type { Pool } from 'pg';
import type { Logger } from '#platform/logger';
import { pause } from '#platform/pause';
import { GrowingPause } from '#platform/retry';
import { servingCheckpoint } from '#read-models/checkpoints';
import { definitionOf } from '#read-models/generations';
import type { Projection } from '#read-models/projection';
import { projectionsHealth } from '#read-models/projections-health';
import { noteFailedRebuild } from '#read-models/rebuilds';
import { describeFailure, isTransient } from '../apply/failure.ts';
import { CannotApply } from '../apply/isolate.ts';
import { projectionMetrics as metrics } from '../standing/metrics.ts';
import { AlreadyUnderWay } from './name-lock.ts';
import { rebuild } from './rebuild.ts';
import type { Log } from '../apply/shared-reading.ts';

interface Parts {
  readonly pool: Pool;
  readonly eventLog: Log;
  readonly logger: Logger;
  readonly projections: readonly Projection[];
  readonly signal: AbortSignal;
}

/** A read model that needs a rebuild. */
interface Outdated {
  readonly projection: Projection;
  /** Consecutive failures. */
  failures: number;
  readonly retryPause: GrowingPause;
  /** Time of the next attempt, as `performance.now()`. */
  due: number;
}

/** Small, so that a process that also serves readers can answer them between batches. */
const batchSize = 500;

/** Milliseconds. */
const pauses = {
  retry: { first: 250, longest: 30_000 },
  /** While another process rebuilds or checks the read model: it may be current afterwards. */
  busy: 1000,
  /** Between two looks for outdated read models that another version of the service has left. */
  look: 30_000,
};

/**
 * Rebuilds read models whose definition differs from the code's, one after the other, until each is current. A failed
 * rebuild is retried and continues with the tables built so far. Meanwhile readers see the old tables unchanged: no
 * process applies events to tables of another definition. Runs until aborted.
 */
export class BackgroundRebuild {
  private readonly waiting = new Map<string, Outdated>();
  private nextLook = performance.now() + pauses.look;

  constructor(private readonly parts: Parts) {}

  async run(outdated: readonly Projection[]): Promise<void> {
    outdated.forEach((projection) => this.add(projection));
    while (!this.parts.signal.aborted) {
      const [first] = [...this.waiting.values()].toSorted((one, other) => one.due - other.due);
      const next = first && first.due <= this.nextLook ? first : undefined;
      await this.pauseUntil(next?.due ?? this.nextLook);
      if (this.parts.signal.aborted) return;
      await (next ? this.attempt(next) : this.look());
    }
  }

  private add(projection: Projection): void {
    const { name } = projection;
    if (this.waiting.has(name)) return;
    const retryPause = new GrowingPause(pauses.retry);
    this.waiting.set(name, { projection, failures: 0, retryPause, due: performance.now() });
    this.parts.logger.info({ projection: name }, 'definition of the read model changed, rebuilding it');
  }

  private async attempt(one: Outdated): Promise<void> {
    const { pool, eventLog, logger, signal } = this.parts;
    const { projection } = one;
    try {
      const serving = await servingCheckpoint(pool, projection.name);
      if (serving?.definition !== definitionOf(projection))
        await rebuild([projection], { pool, eventLog, signal, batchSize, continues: true });
      this.waiting.delete(projection.name);
      logger.info({ projection: projection.name }, 'read model is current');
    } catch (error) {
      if (!signal.aborted) await this.failed(one, error);
    }
  }

  private async failed(one: Outdated, error: unknown): Promise<void> {
    if (error instanceof AlreadyUnderWay) {
      one.due = performance.now() + pauses.busy;
      return;
    }
    const { pool, logger } = this.parts;
    const { name } = one.projection;
    one.due = performance.now() + one.retryPause.next();
    one.failures += 1;
    metrics.rebuildFailures.inc({ projection: name });
    const [stoppedAt, reason] = error instanceof CannotApply ? [error.position, error.reason] : [null, error];
    const what = describeFailure(reason);
    const level = isTransient(error) ? 'warn' : 'error';
    logger[level](
      { projection: name, error: what, attempts: one.failures, ...(stoppedAt !== null && { position: stoppedAt }) },
      'rebuild of the read model failed, retrying; the old tables stay in use',
    );
    const failure = { name, definition: definitionOf(one.projection), error: what, stoppedAt };
    await noteFailedRebuild(pool, failure).catch(() => undefined); // it is in the log, and the next failure is stored, too
  }

  /**
   * Looks for tables that another version of the service has replaced. While that version runs, it applies events to
   * its tables and they are left to it. Once it is gone, they stall and are rebuilt.
   */
  private async look(): Promise<void> {
    this.nextLook = performance.now() + pauses.look;
    const { pool, eventLog, projections } = this.parts;
    const health = await projectionsHealth(pool, eventLog, projections).catch(() => undefined);
    for (const projection of projections) {
      const { status, outdated = false, stalled = false } = health?.projections[projection.name] ?? {};
      if (status === 'active' && outdated && stalled) this.add(projection);
    }
  }

  private pauseUntil(time: number): Promise<void> {
    return pause(Math.max(0, time - performance.now()), this.parts.signal);
  }
}
