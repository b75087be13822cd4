import { createHash } from 'node:crypto';
import { Inject, Injectable, Optional } from '@nestjs/common';
import { Pool } from 'pg';
import { EventLog } from '#event-store/event-log';
import { errorWithoutData } from '#platform/error-without-data';
import { errorCode } from '#platform/error-code';
import { GrowingPause } from '#platform/retry';
import { type Standings, readStandings } from '#read-models/standings';
import { type ApiDependencies, Given } from '../foundation/api-dependencies.ts';
import { stretchBetween } from './stretch-between.ts';

/**
 * A change since the last poll: the partition keys with events, or everything (a read model stopped, resumed or was
 * swapped, the log was restored, or polls failed for long).
 */
export type Change = { keys: readonly string[] } | 'everything';

/** The progress of some read models at the last poll. */
export interface ReachedPlace {
  readonly position: number;
  /** Eight digits. */
  readonly revision: string;
}

type Listener = (change: Change) => void;

/** Milliseconds between polls: after a change, and the longest without one. */
const pauses = { first: 20, longest: 500 };
const maxWaitMs = 2000;
/** Above this number of events, dropping the whole cache is cheaper than querying the changed keys. */
const maxSpan = 5000;
/** After this time without a poll, everything is taken as changed. */
const longestAbsenceMs = 10_000;

/**
 * Polls the positions of the read models and notifies listeners of changes. A poll is one small query per process,
 * independent of the number of readers. Unchanged threads can therefore be served from the cache, and readers can wait
 * for their own writes.
 */
@Injectable()
export class ReadModelFollower {
  private standings: Standings = new Map();
  private seenAt = -Infinity;
  private readonly forgetting = new Set<Listener>();
  private readonly listeners = new Set<Listener>();
  /** Listeners that threw. They get the change "everything" next, because they missed one. */
  private readonly failed = new Set<Listener>();
  private waiters: { position: number; names: readonly string[]; done: (reached: boolean) => void }[] = [];
  private timer: NodeJS.Timeout | undefined;
  private readonly pause = new GrowingPause(pauses);
  private delay = pauses.first;
  private polling = false;
  private pollAgain = false;
  private stopped = false;

  constructor(
    @Inject(EventLog) private readonly log: Pick<EventLog, 'keysBetween'>,
    private readonly pool: Pool,
    @Given() private readonly given: Pick<ApiDependencies, 'logger'>,
    @Optional() private readonly clock: () => number = () => performance.now(),
  ) {}

  start(): Promise<void> {
    return this.poll();
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    for (const waiter of this.waiters) waiter.done(false);
    this.waiters = [];
  }

  /** Polls now, because a projector in this process has just moved. */
  readonly nudge = (): void => {
    this.poll().catch((error: unknown) => this.warn(error));
  };

  /** Registers a cache to invalidate. Caches are called before the listeners of `onChange`, which may load again. */
  forgetOnChange(listener: Listener): void {
    this.forgetting.add(listener);
  }

  /** Registers a listener. Listeners are called in the order of registration, after the caches. */
  onChange(listener: Listener): void {
    this.listeners.add(listener);
  }

  /** The lowest position of these read models. A stopped one keeps the position at which it stopped. */
  position(names: readonly string[]): number {
    return Math.min(...names.map((name) => this.standings.get(name)?.position ?? 0));
  }

  /**
   * The position, and digits that are the same in every process until one of these read models changes other than by
   * moving forward.
   */
  place(names: readonly string[]): ReachedPlace {
    const revisions = names.map((name) => this.standings.get(name)?.revision ?? '').join('\n');
    const digits = String(createHash('sha256').update(revisions).digest().readUInt32BE() % 1e8).padStart(8, '0');
    return { position: this.position(names), revision: digits };
  }

  /** Waits at most 2 s until these read models have reached the position. Returns false if they have not. */
  async reached(position: number, names: readonly string[]): Promise<boolean> {
    if (this.position(names) >= position) return true;
    return new Promise((resolve) => {
      const timer = setTimeout(() => settle(false), maxWaitMs);
      const settle = (reached: boolean): void => {
        clearTimeout(timer);
        this.waiters = this.waiters.filter((one) => one !== waiter);
        resolve(reached);
      };
      const waiter = { position, names, done: settle };
      this.waiters.push(waiter);
      this.nudge();
    });
  }

  private async poll(): Promise<void> {
    if (this.stopped) return;
    if (this.polling) {
      this.pollAgain = true;
      return;
    }
    this.polling = true;
    clearTimeout(this.timer);
    try {
      const moved = await this.refresh();
      if (moved || this.waiters.length > 0) this.pause.reset();
      this.delay = this.pause.next();
    } catch (error) {
      this.delay = pauses.longest;
      this.warn(error);
    } finally {
      this.polling = false;
    }
    this.schedule();
  }

  private schedule(): void {
    if (this.stopped) return;
    if (this.pollAgain) {
      this.pollAgain = false;
      setImmediate(this.nudge);
      return;
    }
    this.timer = setTimeout(this.nudge, this.delay);
  }

  private warn(error: unknown): void {
    this.given.logger.warn({ code: errorCode(error) }, 'cannot query the read models');
  }

  private async refresh(): Promise<boolean> {
    const now = await readStandings(this.pool);
    const change = await this.changeTo(now);
    // Stored only now: if the changed keys could not be read, the next poll finds the same change again.
    this.standings = now;
    this.seenAt = this.clock();
    this.notify(change);
    for (const waiter of [...this.waiters]) if (this.position(waiter.names) >= waiter.position) waiter.done(true);
    return change !== undefined;
  }

  private async changeTo(now: Standings): Promise<Change | undefined> {
    if (this.clock() - this.seenAt > longestAbsenceMs) return 'everything';
    const stretch = stretchBetween(this.standings, now);
    if (stretch === undefined || stretch === 'everything') return stretch;
    const { after, upTo } = stretch;
    return upTo - after > maxSpan ? 'everything' : { keys: await this.log.keysBetween(after, upTo) };
  }

  private notify(change: Change | undefined): void {
    for (const listener of [...this.forgetting, ...this.listeners]) {
      const due = this.failed.delete(listener) ? 'everything' : change;
      if (due === undefined) continue;
      try {
        listener(due);
      } catch (error) {
        this.failed.add(listener);
        this.given.logger.error({ err: errorWithoutData(error) }, 'a listener failed on a change of the read models');
      }
    }
  }
}
