import type { EventLog } from '#event-store/event-log';
import type { Progress } from '#read-models/progress';
import type { Logger } from '#platform/logger';

/** What moved since the last look: the partition keys that had events, or everything (a swap after a rebuild, a long absence). */
export type Change = { keys: readonly string[] } | 'everything';

const busyMs = 20;
const idleMs = 500;
const maxWaitMs = 2000;
/** Past this many events, forgetting everything is cheaper than asking what moved. */
const maxSpan = 5000;

/**
 * Watches how far the read models have come, and tells what changed. One small query per look and process, however many readers there are:
 * this is what lets a thread that did not change be answered without a query, and a reader wait for their own write.
 */
export class ReadModelFollower {
  private positions = new Map<string, { generation: number; position: number }>();
  private readonly listeners = new Set<(change: Change) => void>();
  private waiters: { position: number; names: readonly string[]; done: (reached: boolean) => void }[] = [];
  private timer: NodeJS.Timeout | undefined;
  private delay = busyMs;
  private looking = false;
  private lookAgain = false;
  private stopped = false;

  constructor(
    private readonly log: Pick<EventLog, 'keysBetween'>,
    private readonly progress: () => Promise<Map<string, Progress>>,
    private readonly logger: Logger,
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

  onChange(listener: (change: Change) => void): void {
    this.listeners.add(listener);
  }

  /** How far all of these read models have come. */
  position(names: readonly string[]): number {
    return Math.min(...names.map((name) => this.positions.get(name)?.position ?? 0));
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
      this.delay = moved || this.waiters.length > 0 ? busyMs : Math.min(this.delay * 2, idleMs);
    } catch (error) {
      this.delay = idleMs;
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
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    this.logger.warn({ code }, 'cannot see the read models');
  }

  private async refresh(): Promise<boolean> {
    // One that stopped at an event it cannot apply must not hold the others' readers back.
    const now = new Map([...(await this.progress())].filter(([, { status }]) => status === 'active'));
    const [before, after] = [lowest(this.positions), lowest(now)];
    const swapped = [...now].some(
      ([name, { generation }]) => (this.positions.get(name)?.generation ?? generation) !== generation,
    );
    const moved = swapped || [...now].some(([name, { position }]) => this.positions.get(name)?.position !== position);
    if (!moved) return false;
    const span = highest(now) - before;
    const change: Change =
      swapped || after < before || span > maxSpan
        ? 'everything'
        : { keys: await this.log.keysBetween(before, highest(now)) };
    this.positions = now;
    for (const listener of this.listeners) listener(change);
    for (const waiter of [...this.waiters]) if (this.position(waiter.names) >= waiter.position) waiter.done(true);
    return true;
  }
}

const lowest = (positions: ReadonlyMap<string, { position: number }>): number =>
  positions.size === 0 ? 0 : Math.min(...Array.from(positions.values(), (one) => one.position));
const highest = (positions: ReadonlyMap<string, { position: number }>): number =>
  positions.size === 0 ? 0 : Math.max(...Array.from(positions.values(), (one) => one.position));
