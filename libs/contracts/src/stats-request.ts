import { z } from 'zod';
import { Day } from './moment.ts';
import { TimeZone } from './time-zone.ts';

/** Ten years. The answer has three rows for each day. */
const mostStatsDays = 3660;
export const defaultStatsDays = 30;

const day = Day.refine((date) => date >= '2000-01-01', 'must be 2000 or later');

/** Whole days, both ends included. Default: the last 30 days. */
export const StatsQuery = z
  .object({
    from: day.optional().describe('First day. Default: 29 days before `to`'),
    to: day.optional().describe('Last day. Default: today'),
    timeZone: TimeZone.optional().describe('Time zone of the days. Default: that of the site'),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    path: ['from'],
    message: 'must not be later than `to`',
  })
  .refine(({ from, to }) => from === undefined || daysBetween(from, to) < mostStatsDays, {
    path: ['from'],
    message: `must be at most ${mostStatsDays} days before \`to\``,
  });

const daysBetween = (from: string, to: string | undefined): number =>
  ((to === undefined ? Date.now() : Date.parse(to)) - Date.parse(from)) / 86_400_000;
