import { Inject, Injectable, type OnApplicationShutdown, type OnModuleDestroy } from '@nestjs/common';
import type { ErasureAnswer } from '#contracts/person-answers';
import { beginAttempt, giveUpAttempt, noteAttempt } from './erasure-attempts.ts';
import { type ErasureEntry, findEntry, findErasure, recordErasure } from './erasure-ledger.ts';
import { erasureMetrics } from './erasure-metrics.ts';
import { type ErasureParts, ErasureRun } from './erasure-run.ts';
import { type ErasureTurn, ErasureTurns } from './erasure-turns.ts';
import { errorName } from './error-name.ts';
import { PartsOfThisProcess } from './parts-of-this-process.ts';

/**
 * Erases a person. The request is first written to the ledger. An erasure that is not complete is retried by the
 * `ErasureWorker` of any process until it is. One process at a time works on one person.
 */
@Injectable()
export class AuthorErasure implements OnModuleDestroy, OnApplicationShutdown {
  private readonly turns: ErasureTurns;
  private readonly stopped = new AbortController();
  private readonly running = new Set<Promise<unknown>>();

  constructor(@Inject(PartsOfThisProcess) private readonly parts: ErasureParts) {
    this.turns = new ErasureTurns(parts.pool);
  }

  /**
   * Erases everything readable before it resolves. Two things continue after the answer: unreadable bytes are removed
   * from the log, and the read models that lag catch up.
   */
  async erase(entry: ErasureEntry, actorId: string | null): Promise<ErasureAnswer> {
    const { pool } = this.parts;
    const { authorId, site } = entry;
    const turn = await this.turns.take(authorId);
    return this.inTurn(turn, async (afterAnswer) => {
      const known = await findErasure(pool, site, authorId);
      if (known?.completedAt && known.report) return known.report;
      await recordErasure(pool, entry);
      const run = await this.begin(entry, turn.signal);
      const report = await this.noted(run, async () => {
        await run.forget(actorId);
        return run.answer();
      });
      afterAnswer(this.finish(run, this.orStopped(turn.signal)));
      return report;
    });
  }

  /**
   * Erases a person and waits for all steps. Also repeats a completed erasure, because a restored backup may hold the
   * data again. The report is incomplete if read models lag.
   */
  async eraseCompletely(entry: ErasureEntry, actorId: string | null): Promise<ErasureAnswer> {
    const turn = await this.turns.take(entry.authorId);
    return this.inTurn(turn, async () => {
      await recordErasure(this.parts.pool, entry);
      const run = await this.begin(entry, turn.signal);
      await this.noted(run, () => run.forget(actorId));
      return this.finish(run, turn.signal);
    });
  }

  /**
   * Attempts a due erasure from the ledger.
   * @returns undefined if another process works on it; otherwise the attempt, which rejects if it fails, after the
   * failure has been recorded
   */
  async attempt(authorId: string): Promise<{ ended: Promise<void> } | undefined> {
    const turn = await this.turns.tryTake(authorId);
    if (!turn) return undefined;
    const ended = this.inTurn(turn, async () => {
      const begun = await beginAttempt(this.parts.pool, authorId, { whenDue: true });
      const entry = begun && (await this.entryOf(authorId));
      if (!entry) return;
      const signal = this.orStopped(turn.signal);
      const run = new ErasureRun(this.parts, entry, begun.report, signal);
      await this.noted(run, () => run.forget(null));
      const { completedAt } = await this.finish(run, signal);
      if (completedAt !== null) this.parts.logger.info({ authorId }, 'an interrupted erasure was finished');
    });
    return { ended };
  }

  /** Stops the worker's attempts and work after answers before their next step. Another process continues them. */
  onModuleDestroy(): void {
    this.stopped.abort();
  }

  /** Runs after the requests in flight have ended. */
  async onApplicationShutdown(): Promise<void> {
    this.stopped.abort();
    await Promise.allSettled(this.running);
    this.turns.close();
  }

  /** Runs work, and releases the turn when the work and the rest that it left for after the answer have ended. */
  private async inTurn<T>(
    turn: ErasureTurn,
    work: (afterAnswer: (rest: Promise<unknown>) => void) => Promise<T>,
  ): Promise<T> {
    let rest: Promise<unknown> = Promise.resolve();
    const answer = work((left) => void (rest = left));
    const ended = answer
      .then(() => rest)
      .catch(() => undefined)
      .then(() => turn.release());
    this.running.add(ended);
    ended.finally(() => this.running.delete(ended)).catch(() => undefined);
    return answer;
  }

  private async begin(entry: ErasureEntry, signal: AbortSignal): Promise<ErasureRun> {
    const begun = await beginAttempt(this.parts.pool, entry.authorId, { whenDue: false });
    return new ErasureRun(this.parts, entry, begun?.report, signal);
  }

  /** Reads the ledger's entry. A row that cannot be parsed is recorded as a failed attempt. */
  private async entryOf(authorId: string): Promise<ErasureEntry | undefined> {
    try {
      return await findEntry(this.parts.pool, authorId);
    } catch (error) {
      await this.noteFailure(authorId, 'close', error);
      throw error;
    }
  }

  private async finish(run: ErasureRun, signal: AbortSignal): Promise<ErasureAnswer> {
    const report = await this.noted(run, () => run.finish(signal));
    const { authorId } = run.entry;
    if (report.completedAt !== null) return report;
    // With all read models settled, something is still readable although the key is gone: a read that began before may
    // have restored a row or a cached key. The next attempt removes it.
    if (run.hasSettled) erasureMetrics.failed.inc();
    const error = run.hasSettled ? 'still-readable' : 'read-models-behind';
    await noteAttempt(this.parts.pool, authorId, { step: run.step, error });
    this.parts.logger.warn({ authorId, code: error, step: run.step }, notFinished);
    return report;
  }

  private async noted<T>(run: ErasureRun, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      await this.noteFailure(run.entry.authorId, run.step, error);
      throw error;
    }
  }

  /** If the failure cannot be recorded, the pause that was set when the attempt began applies. */
  private async noteFailure(authorId: string, step: string, error: unknown): Promise<void> {
    const { pool, logger } = this.parts;
    if (this.stopped.signal.aborted) return giveUpAttempt(pool, authorId).catch(() => undefined);
    const code = errorName(error);
    erasureMetrics.failed.inc();
    logger.warn({ authorId, code, step }, notFinished);
    await noteAttempt(pool, authorId, { step, error: code }).catch(() => undefined);
  }

  private orStopped(signal: AbortSignal): AbortSignal {
    return AbortSignal.any([signal, this.stopped.signal]);
  }
}

const notFinished = 'an erasure is not finished yet';
