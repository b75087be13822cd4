import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Pool } from 'pg';
import { errorCode } from '#platform/error-code';
import { upTo } from '#platform/up-to';
import { type ApiDependencies, Given } from '../foundation/api-dependencies.ts';
import { windowSeconds } from './limit-rules.ts';
import { RateLimits } from './rate-limits.ts';
import { mostKeys } from './window-counter.ts';

const syncMs = 1000;

/** Exchanges the counts of rate limits with other processes: one statement a second, none without new requests. */
@Injectable()
export class SharedWindows {
  /** By key: the points that this process wrote to the window, and those of other processes that it has added. */
  private readonly known = new LRUCache<string, { own: number; foreign: number }>(upTo(mostKeys));
  private window = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly pool: Pool,
    private readonly limits: RateLimits,
    @Given() private readonly given: Pick<ApiDependencies, 'logger'>,
  ) {}

  start(): void {
    this.timer = setInterval(() => {
      void this.sync().catch((error: unknown) => {
        this.given.logger.warn(
          { code: errorCode(error) },
          'could not share rate limits with other processes, retrying in 1 s',
        );
      });
    }, syncMs).unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  async sync(now = new Date()): Promise<void> {
    const window = Math.floor(now.getTime() / 1000 / windowSeconds) * windowSeconds;
    if (window !== this.window) await this.turnTo(window);
    const consumed = this.limits.takeConsumed();
    if (consumed.length === 0) return;
    const { rows } = await this.pool.query<{ key: string; points: number }>({
      name: 'rate-limits-share',
      text: `
        insert into rate_limit_windows as known (key, starts_at, points)
        select key, $1, points from unnest($2::text[], $3::int[]) as new (key, points) order by key
        on conflict (key, starts_at) do update set points = known.points + excluded.points
        returning key, points`,
      values: [window, consumed.map(({ key }) => key), consumed.map(({ points }) => points)],
    });
    // A new window began during the statement, so the counts of the old one no longer matter.
    if (window !== this.window) return;
    const own = new Map(consumed.map(({ key, points }) => [key, points]));
    for (const row of rows) this.count(row.key, row.points, own.get(row.key) ?? 0);
  }

  private count(key: string, total: number, justWritten: number): void {
    const before = this.known.get(key) ?? { own: 0, foreign: 0 };
    const own = before.own + justWritten;
    const foreign = total - own;
    this.known.set(key, { own, foreign });
    if (foreign > before.foreign) this.limits.addForeign({ key, points: foreign - before.foreign });
  }

  private async turnTo(window: number): Promise<void> {
    this.window = window;
    this.known.clear();
    await this.pool.query('delete from rate_limit_windows where starts_at < $1', [window - windowSeconds]);
  }
}
