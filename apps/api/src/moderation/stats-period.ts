import type { z } from 'zod';
import { type StatsQuery, defaultStatsDays } from '#contracts/stats-request';

const dayMs = 86_400_000;

/** The whole days in UTC that a question is about: never later than today, by default the last 30. */
export function statsPeriod({ from, to }: z.output<typeof StatsQuery>, now: Date): { from: string; to: string } {
  const today = dayOf(now);
  const last = to === undefined || to > today ? today : to;
  const first = from ?? dayOf(new Date(Date.parse(last) - (defaultStatsDays - 1) * dayMs));
  return { from: first > last ? last : first, to: last };
}

const dayOf = (time: Date): string => time.toISOString().slice(0, 10);
