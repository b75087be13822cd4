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
 * What moved since the last look: the partition keys that had events, or everything (a read model stopped, went on or
 * was swapped, a restored log, a long absence).
 */
export type Change = { keys: readonly string[] } | 'everything';

/** What was seen of some read models. */
export interface ReachedPlace {
  readonly position: number;
  /** Eight digits. */
  readonly revision: string;
}

type Listener = (change: Change) => void;

/** Milliseconds between two looks: while something moves, and the longest while nothing does. */
const pauses = { first: 20, longest: 500 };
const maxWaitMs = 2000;
/** Past this many events, forgetting everything is cheaper than asking what moved. */
const maxSpan = 5000;
/** After so long without a look nobody relies on what was seen before. */
const longestAbsenceMs = 10_000;

/**
 * Watches how far the read models have come, and tells what changed. One small query per look and process, however many
 * readers there are: this is what lets a thread that did not change be answered without a query, and a reader wait for
 * their own write.
 */
@Injectable()
export class ReadModelFollower {
  private standings: Standings = new Map();
  private seenAt = -Infinity;
  private readonly forgetting = new Set<Listener>();
  private readonly listeners = new Set<Listener>();
  /** Those that threw: they do not know what they missed. */
  private readonly owed = new Set<Listener>();
  private waiters: { position: number; names: readonly string[]; done: (reached: boolean) => void }[] = [];
  private timer: NodeJS.Timeout | undefined;
  private readonly pause = new GrowingPause(pauses);
  private delay = pauses.first;
  private looking = false;
  private lookAgain = false;
  private stopped = false;

  constructor(
    @Inject(EventLog) private readonly log: Pick<EventLog, 'keysBetween'>,
    private readonly pool: Pool,
    @Given() private readonly given: Pick<ApiDependencies, 'logger'>,
    @Optional() private readonly clock: () => number = () => performance.now(),
  ) {}

  start(): Promise<void> {
    return this.look();
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    for (const waiter of this.waiters) waiter.done(false);
    this.waiters = [];
  }

  /** Look now: a projector in this process has just moved. */
  readonly nudge = (): void => {
    this.look().catch((error: unknown) => this.cannotSee(error));
  };

  /** What is remembered is forgotten before anybody else hears of the change, and asks anew. */
  forgetOnChange(listener: Listener): void {
    this.forgetting.add(listener);
  }

  /** Listeners hear in the order in which they came, once what is remembered was forgotten. */
  onChange(listener: Listener): void {
    this.listeners.add(listener);
  }

  /** How far all of these read models have come; a stopped one stands where it stopped. */
  position(names: readonly string[]): number {
    return Math.min(...names.map((name) => this.standings.get(name)?.position ?? 0));
  }

  /**
   * As `position`, and a few digits that are the same in every process until these read models change in another way
   * than by going on.
   */
  place(names: readonly string[]): ReachedPlace {
    const revisions = names.map((name) => this.standings.get(name)?.revision ?? '').join('\n');
    const digits = String(createHash('sha256').update(revisions).digest().readUInt32BE() % 1e8).padStart(8, '0');
    return { position: this.position(names), revision: digits };
  }

  /** Waits until these read models have reached the position, 2 s at most; false when they have not. */
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

  private async look(): Promise<void> {
    if (this.stopped) return;
    if (this.looking) {
      this.lookAgain = true;
      return;
    }
    this.looking = true;
    clearTimeout(this.timer);
    try {
      const moved = await this.refresh();
      if (moved || this.waiters.length > 0) this.pause.reset();
      this.delay = this.pause.next();
    } catch (error) {
      this.delay = pauses.longest;
      this.cannotSee(error);
    } finally {
      this.looking = false;
    }
    this.again();
  }

  private again(): void {
    if (this.stopped) return;
    if (this.lookAgain) {
      this.lookAgain = false;
      setImmediate(this.nudge);
      return;
    }
    this.timer = setTimeout(this.nudge, this.delay);
  }

  private cannotSee(error: unknown): void {
    this.given.logger.warn({ code: errorCode(error) }, 'cannot see the read models');
  }

  private async refresh(): Promise<boolean> {
    const now = await readStandings(this.pool);
    const change = await this.changeTo(now);
    // Only now: what could not be told is found again by the next look.
    this.standings = now;
    this.seenAt = this.clock();
    this.tell(change);
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

  private tell(change: Change | undefined): void {
    for (const listener of [...this.forgetting, ...this.listeners]) {
      const due = this.owed.delete(listener) ? 'everything' : change;
      if (due === undefined) continue;
      try {
        listener(due);
      } catch (error) {
        this.owed.add(listener);
        this.given.logger.error(
          { err: errorWithoutData(error) },
          'what changed in the read models was not taken note of',
        );
      }
    }
  }
}
