import { type Span, spanSince } from './span.ts';

/**
 * Returns how long before `now` (epoch milliseconds) a time was, in the largest unit that the duration fills. Counts
 * days, months and years by the calendar, as "yesterday" and "last month" require: 25 hours ago can be two days ago.
 * @param timeZone default: the reader's own
 */
export function calendarSpan(time: string, now: number, timeZone?: 'UTC'): Span {
  const { unit, count } = spanSince(time, now);
  const [from, to] = [dateOf(Date.parse(time), timeZone), dateOf(now, timeZone)];
  return { unit, count: (to[unit] ?? count) - (from[unit] ?? 0) };
}

/** Returns the day, month and year that contain a moment, each counted from a fixed origin. */
function dateOf(moment: number, timeZone?: 'UTC'): Partial<Record<Span['unit'], number>> {
  const at = new Date(moment - (timeZone ? 0 : new Date(moment).getTimezoneOffset() * 60_000));
  const year = at.getUTCFullYear();
  return { year, month: year * 12 + at.getUTCMonth(), day: Math.floor(+at / 86_400_000) };
}
