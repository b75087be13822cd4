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

/** A read model that is to be built. */
interface Outdated {
  readonly projection: Projection;
  /** Failures one after the other. */
  failures: number;
  readonly retryPause: GrowingPause;
  /** Of `performance.now()`. */
  due: number;
}

/** Small, so that a process that serves readers too answers them in between. */
const batchSize = 500;

/** Milliseconds. */
const pauses = {
  retry: { first: 250, longest: 30_000 },
  /** While somebody else rebuilds or checks the read model: perhaps it is current then. */
  busy: 1000,
  /** Before somebody may have left an outdated one behind. */
  look: 30_000,
};

/**
 * Replaces the tables of read models whose definition is not the code's, one after the other, until each is current:
 * whatever fails is tried again, and goes on with what was built. Meanwhile the old tables stay, as they are: nobody
 * brings tables of another definition forward. Ends when it is told to.
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
    this.parts.logger.info({ projection: name }, 'read model has another definition now, building it anew');
  }

  private async attempt(one: Outdated): Promise<void> {
    const { pool, eventLog, logger, signal } = this.parts;
    const { projection } = one;
    try {
      const serving = await servingCheckpoint(pool, projection.name);
      if (serving?.definition !== definitionOf(projection))
        await rebuild([projection], { pool, eventLog, signal, batchSize, continues: true });
      this.waiting.delete(projection.name);
      logger.info({ projection: projection.name }, 'read model is as the code has it');
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
      'read model not built anew, trying again; the old one stays',
    );
    const failure = { name, definition: definitionOf(one.projection), error: what, stoppedAt };
    await noteFailedRebuild(pool, failure).catch(() => undefined); // the log has it; and the next failure counts again
  }

  /**
   * Another version of the service may have replaced the tables, and be gone. As long as it is there, it brings its own
   * forward: they are left to it.
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
