import type { z } from 'zod';
import { type StatsQuery, defaultStatsDays } from '#contracts/stats-request';
import { dayIn, daysOn } from '#contracts/zone-time';

type Asked = Pick<z.output<typeof StatsQuery>, 'from' | 'to'>;

/** The first and last day of the statistics: by default the last 30 days, and not later than today in the time zone. */
export function statsPeriod({ from, to }: Asked, now: Date, timeZone: string): { from: string; to: string } {
  const today = dayIn(now.getTime(), timeZone);
  const last = to === undefined || to > today ? today : to;
  const first = from ?? daysOn(last, 1 - defaultStatsDays);
  return { from: first > last ? last : first, to: last };
}
