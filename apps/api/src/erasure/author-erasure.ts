import { Inject, Injectable, type OnApplicationShutdown, type OnModuleDestroy } from '@nestjs/common';
import type { ErasureAnswer } from '#contracts/answers';
import { beginAttempt, giveUpAttempt, noteAttempt } from './erasure-attempts.ts';
import { type ErasureEntry, findEntry, findErasure, recordErasure } from './erasure-ledger.ts';
import { erasureMetrics } from './erasure-metrics.ts';
import { type ErasureParts, ErasureRun } from './erasure-run.ts';
import { type ErasureTurn, ErasureTurns } from './erasure-turns.ts';
import { errorName } from './error-name.ts';
import { PartsOfThisProcess } from './parts-of-this-process.ts';

/**
 * Forgets a person. The ledger is written first; whatever is not complete then is attempted again until it is, by the
 * `ErasureWorker` of any process. One process at a time works on one person.
 */
@Injectable()
export class AuthorErasure implements OnModuleDestroy, OnApplicationShutdown {
  private readonly turns: ErasureTurns;
  private readonly stopped = new AbortController();
  private readonly underWay = new Set<Promise<unknown>>();

  constructor(@Inject(PartsOfThisProcess) private readonly parts: ErasureParts) {
    this.turns = new ErasureTurns(parts.pool);
  }

  /**
   * What is left to do behind the answer is to remove unreadable bytes from the log, and to see read models follow that
   * are behind.
   */
  async erase(entry: ErasureEntry, actorId: string | null): Promise<ErasureAnswer> {
    const { pool } = this.parts;
    const { authorId, site } = entry;
    const turn = await this.turns.take(authorId);
    return this.inTurn(turn, async (behind) => {
      const known = await findErasure(pool, site, authorId);
      if (known?.completedAt && known.report) return known.report;
      await recordErasure(pool, entry);
      const run = await this.begin(entry, turn.signal);
      const report = await this.noted(run, async () => {
        await run.forget(actorId);
        return run.answer();
      });
      behind(this.finish(run, this.orStopped(turn.signal)));
      return report;
    });
  }

  /**
   * The same, to its end; also of somebody who was erased already, as a restored backup may have it. The report is not
   * complete where read models are behind.
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
   * Attempts an erasure of the ledger that is due.
   * @returns undefined where another process works on it; otherwise the attempt, which rejects where it failed, when
   * that has been noted
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

  /** Work behind an answer, and of the worker, ends before its next step; another process goes on with it. */
  onModuleDestroy(): void {
    this.stopped.abort();
  }

  /** After the requests that were in flight. */
  async onApplicationShutdown(): Promise<void> {
    this.stopped.abort();
    await Promise.allSettled(this.underWay);
    this.turns.close();
  }

  /** Runs work, and gives the turn back when it has ended, and what it left behind the answer. */
  private async inTurn<T>(
    turn: ErasureTurn,
    work: (behind: (rest: Promise<unknown>) => void) => Promise<T>,
  ): Promise<T> {
    let rest: Promise<unknown> = Promise.resolve();
    const answer = work((behind) => void (rest = behind));
    const ended = answer
      .then(() => rest)
      .catch(() => undefined)
      .then(() => turn.release());
    this.underWay.add(ended);
    ended.finally(() => this.underWay.delete(ended)).catch(() => undefined);
    return answer;
  }

  private async begin(entry: ErasureEntry, signal: AbortSignal): Promise<ErasureRun> {
    const begun = await beginAttempt(this.parts.pool, entry.authorId, { whenDue: false });
    return new ErasureRun(this.parts, entry, begun?.report, signal);
  }

  /** Where the row cannot be read as an entry, that is how its attempt fails. */
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
    // Something is readable though the key is gone: a read that began before may have brought a row or a key back. The
    // next attempt forgets it again.
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

  /** What cannot be noted either is attempted again after the pause that was set when the attempt began. */
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
