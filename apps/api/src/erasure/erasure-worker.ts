import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Pool } from 'pg';
import { Alarm } from '#platform/alarm';
import { unforeseen } from '#platform/last-resort';
import { type ApiDependencies, Given } from '../foundation/api-dependencies.ts';
import { AuthorErasure } from './author-erasure.ts';
import { dueErasures, erasureBacklog } from './erasure-attempts.ts';
import { backlog } from './erasure-metrics.ts';
import { errorName } from './error-name.ts';

/** The time after which a due erasure is noticed, after a crash or at the end of its pause. */
const lookMs = 1000;

/** Erasures that one process attempts concurrently, so that a slow one delays few others. */
const atOnce = 4;

/**
 * Attempts the due erasures of the ledger, independently of each other. Every process has a worker; they share the
 * work.
 */
@Injectable()
export class ErasureWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly stopped = new AbortController();
  private readonly atWork = new Set<string>();
  private readonly alarm = new Alarm();
  private running: Promise<void> | undefined;

  constructor(
    private readonly pool: Pool,
    @Inject(AuthorErasure) private readonly erasure: Pick<AuthorErasure, 'attempt'>,
    @Given() private readonly given: Pick<ApiDependencies, 'logger'>,
  ) {}

  onApplicationBootstrap(): void {
    backlog.from(() => erasureBacklog(this.pool));
    this.running = this.run();
    this.running.catch(unforeseen);
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopped.signal.aborted) {
      await this.attemptDue().catch((error: unknown) => this.warn(error));
      // Random, so that processes that started together do not poll in step.
      await this.alarm.wait(lookMs * (0.5 + Math.random()), this.stopped.signal);
    }
  }

  private async attemptDue(): Promise<void> {
    if (this.atWork.size >= atOnce) return;
    for (const authorId of await dueErasures(this.pool)) {
      if (this.stopped.signal.aborted || this.atWork.size >= atOnce) return;
      const attempt = this.atWork.has(authorId) ? undefined : await this.erasure.attempt(authorId);
      if (!attempt) continue;
      this.atWork.add(authorId);
      attempt.ended
        .catch(() => undefined) // already recorded in the ledger and logged
        .then(() => this.ended(authorId))
        .catch(unforeseen);
    }
  }

  /** Starts the next attempt without waiting for the poll. */
  private ended(authorId: string): void {
    this.atWork.delete(authorId);
    this.alarm.ring();
  }

  private warn(error: unknown): void {
    this.given.logger.warn({ code: errorName(error) }, 'the ledger of erasures cannot be read');
  }
}
