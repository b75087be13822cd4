import { type Span, spanSince } from './span.ts';

/**
 * How long before `now` (epoch milliseconds) a time was, in the largest unit that it fills. Days, months and years are
 * those of the calendar, as "yesterday" and "last month" are: what was 25 hours ago can be two days old.
 * @param timeZone absent: the reader's own
 */
export function calendarSpan(time: string, now: number, timeZone?: 'UTC'): Span {
  const { unit, count } = spanSince(time, now);
  const [from, to] = [dateOf(Date.parse(time), timeZone), dateOf(now, timeZone)];
  return { unit, count: (to[unit] ?? count) - (from[unit] ?? 0) };
}

/** The day, month and year of the calendar that a moment lies in, each counted from the beginning of time. */
function dateOf(moment: number, timeZone?: 'UTC'): Partial<Record<Span['unit'], number>> {
  const at = new Date(moment - (timeZone ? 0 : new Date(moment).getTimezoneOffset() * 60_000));
  const year = at.getUTCFullYear();
  return { year, month: year * 12 + at.getUTCMonth(), day: Math.floor(+at / 86_400_000) };
}
