import type { Pool } from 'pg';
import type { StatsAnswer, StatsDay } from '#contracts/stats-answers';
import { QueueName } from '#contracts/vocabulary';
import { daysOn, startOfDay } from '#contracts/zone-time';
import { statsSql } from './stats-sql.ts';

/** Whole days, both included: 2026-11-23. */
export interface StatsQuestion {
  readonly site: string;
  readonly from: string;
  readonly to: string;
  /** The time zone of the days. */
  readonly timeZone: string;
}

/** Returns the statistics of these days, exact and from one snapshot. */
export async function moderationStats(pool: Pool, { site, from, to, timeZone }: StatsQuestion): Promise<StatsAnswer> {
  const { rows } = await pool.query<StoredStats>({
    name: 'moderation-stats',
    text: statsSql,
    values: statsValues({ site, from, to, timeZone }),
  });
  const { days, groups, reasons, rules } = rows[0] ?? { days: null, groups: null, reasons: null, rules: null };
  const all = (groups ?? []).find(({ isQueue, moderator }) => !isQueue && moderator === null);
  return {
    from,
    to,
    timeZone,
    days: days ?? [],
    totals: {
      inbound: (days ?? []).reduce((sum, day) => sum + day.inbound, 0),
      decided: all?.decided ?? 0,
      undone: all?.undone ?? 0,
      waiting: (days ?? []).filter(({ day }) => day === to).reduce((sum, day) => sum + day.waiting, 0),
      timeToDecision: times(all),
    },
    byQueue: (groups ?? [])
      .filter(({ isQueue }) => isQueue)
      .map((group) => ({ queue: group.queue, decided: group.decided, ...times(group) })),
    byModerator: (groups ?? []).flatMap(({ isQueue: _isQueue, queue: _queue, moderator, waited, ...counts }) =>
      moderator ? [{ moderator, ...counts, ...times({ waited }) }] : [],
    ),
    byReason: reasons ?? [],
    byRule: rules ?? [],
  };
}

/** Computes the beginnings of days with Node's time zones, because the pages use the same ones. */
export function statsValues({ site, from, to, timeZone }: StatsQuestion): unknown[] {
  const days = daysFrom(from, to);
  const starts = days.map((day) => new Date(startOfDay(day, timeZone)));
  return [site, days, starts, new Date(startOfDay(daysOn(to, 1), timeZone)), QueueName.options];
}

function daysFrom(from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = daysOn(day, 1)) days.push(day);
  return days;
}

interface StoredStats {
  readonly days: StatsDay[] | null;
  readonly groups: Group[] | null;
  readonly reasons: StatsAnswer['byReason'] | null;
  readonly rules: StatsAnswer['byRule'] | null;
}

type Moderator = StatsAnswer['byModerator'][number];

/** All decisions, those of a queue, or those of a moderator. */
interface Group extends Omit<Moderator, 'moderator' | 'p50Seconds' | 'p95Seconds'> {
  readonly isQueue: boolean;
  readonly queue: QueueName | null;
  readonly moderator: Moderator['moderator'] | null;
  /** Median and 95th percentile, in milliseconds. */
  readonly waited: readonly [number | null, number | null] | null;
}

function times(group: Pick<Group, 'waited'> | undefined): { p50Seconds: number | null; p95Seconds: number | null } {
  const [p50, p95] = group?.waited ?? [null, null];
  return { p50Seconds: seconds(p50), p95Seconds: seconds(p95) };
}

const seconds = (milliseconds: number | null): number | null =>
  milliseconds === null ? null : Math.round(milliseconds) / 1000;
